// The fault plan: which callbacks are treated badly, and how. Seeded and pure: the same plan does the same to the same calls.
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { OutboundName } from '../../shared/sp/interfaces.ts';
import { firstProblem } from '../../shared/sp/problem.ts';
import { callbackNames } from './paths.ts';

/** What can go wrong, and what of the callback is applied nevertheless. */
const faultKinds = [
  /** The connection is reset before the body is read; nothing is applied. */
  'refuse',
  /** Nothing is applied and nothing answered, until the caller gives up. */
  'timeout',
  /** HTTP 500; nothing is applied. */
  '500',
  /** HTTP 200 with `code`; nothing is applied. */
  'code',
  /** Applied and answered after `delayMs`, whether the caller has waited or not. */
  'late',
  /** Applied; then the connection is closed instead of an answer. */
  'drop',
  /** Applied at once, answered after `delayMs`. */
  'slow',
  /** HTTP 200 with a page of HTML, as a gateway sends; nothing is applied. */
  'malformed',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const position = z.int().min(1);

const faultRule = z.strictObject({
  interface: z.enum(['*', ...callbackNames]).default('*'),
  fault: z.enum(faultKinds),
  /** Of `code` only. */
  code: z
    .int()
    .refine((code) => code !== 0, 'must not be 0')
    .default(500000),
  /** Of `late` and `slow` only. */
  delayMs: z.int().min(0).max(600_000).default(1000),
  probability: z.number().min(0).max(1).default(1),
  /** Only the first so many calls of the interface, counted from when the plan was set. */
  first: position.optional(),
  /** Only these calls of the interface, both ends included; the first call is 1. */
  between: z.tuple([position, position]).optional(),
});
export type Fault = z.output<typeof faultRule>;

const faultPlan = z.strictObject({
  seed: z.int().default(0),
  /** The first rule that applies to a call decides. */
  rules: z.array(faultRule).default([]),
});
/** As people write it. */
export type FaultPlan = z.input<typeof faultPlan>;
type ReadyPlan = z.output<typeof faultPlan>;

/** @throws TypeError in words, naming the field */
export function readPlan(plan: unknown): ReadyPlan {
  const parsed = faultPlan.safeParse(plan);
  if (!parsed.success) throw new TypeError(`fault plan: ${firstProblem(parsed.error)}`);
  return parsed.data;
}

/** Which call this is since the plan was set: the how-manieth of its interface, and of all. */
interface CallCount {
  readonly ofInterface: number;
  readonly ofAll: number;
}

/** What happens to a call; the draw of one interface does not depend on how calls of the others fall between. */
function faultAt(plan: ReadyPlan, name: OutboundName, count: CallCount): Fault | undefined {
  return plan.rules.find((rule, index) => {
    if (rule.interface !== '*' && rule.interface !== name) return false;
    const nth = rule.interface === '*' ? count.ofAll : count.ofInterface;
    const [from, to] = rule.between ?? [1, Number.POSITIVE_INFINITY];
    if (nth < from || nth > to || nth > (rule.first ?? nth)) return false;
    return draw(`${plan.seed} ${index} ${nth}`) < rule.probability;
  });
}

export interface Faults {
  readonly plan: ReadyPlan;
  /** Counts the call. */
  next(name: OutboundName): Fault | undefined;
}

export function createFaults(plan: ReadyPlan): Faults {
  const counts = new Map<OutboundName, number>();
  let ofAll = 0;
  return {
    plan,
    next(name) {
      const ofInterface = (counts.get(name) ?? 0) + 1;
      counts.set(name, ofInterface);
      ofAll += 1;
      return faultAt(plan, name, { ofInterface, ofAll });
    },
  };
}

/** 0 to just below 1, the same for the same text. */
function draw(text: string): number {
  return Number.parseInt(hash('md5', text, 'hex').slice(0, 12), 16) / 2 ** 48;
}
