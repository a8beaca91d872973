// What is going to happen to a connection: decided when it is opened, by the seed and its number alone.
import { createDice, type Dice } from '../kit/dice.ts';

/** When so many bytes have gone one way: `there` is from the caller to whom it called. */
export interface Point {
  readonly way: 'there' | 'back';
  readonly bytes: number;
}

export type Fault =
  /** Nobody listens for a while; whoever had just connected is reset. */
  | { readonly kind: 'refused'; readonly forMs: number }
  /** Both sides are reset (RST), and what was on its way is gone. */
  | { readonly kind: 'reset'; readonly at: Point }
  /** Nothing comes through either way, for a while; then all of it does, or both sides are reset. */
  | {
      readonly kind: 'blackhole';
      readonly at: Point;
      readonly forMs: number;
      readonly ends: 'late' | 'reset';
    }
  /** Who is spoken to is told that nothing more comes (FIN), and nothing does; the other way stays open. */
  | { readonly kind: 'half-close'; readonly at: Point }
  /** Everything comes through, in pieces that nobody cut so. */
  | { readonly kind: 'sliced' }
  | { readonly kind: 'slow' };

export interface ConnectionPlan {
  /** Undefined: it behaves. */
  readonly fault: Fault | undefined;
  /** Each piece is late by the first, and by up to the second in addition. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** Pieces have at most so many bytes; undefined: as they come. */
  readonly sliceBytes: number | undefined;
}

export const flawless: ConnectionPlan = {
  fault: undefined,
  latencyMs: 0,
  jitterMs: 0,
  sliceBytes: undefined,
};

export const faultyShare = 0.45;
/** A call is some hundred bytes each way, and many calls go through a connection. */
const farthestByte = 60_000;

export interface PlanOptions {
  readonly seed: number;
  /** How long nothing may come through at most. */
  readonly longestMs: number;
}

/** @param n which connection, counted from 0 */
export function planOf({ seed, longestMs }: PlanOptions, n: number): ConnectionPlan {
  const dice = createDice(seed, `connection ${n}`);
  if (!dice.chance(faultyShare)) return flawless;
  const fault = faultOf(dice, longestMs);
  const late = fault.kind === 'slow' || dice.chance(0.3);
  const sliced = fault.kind === 'sliced' || dice.chance(0.3);
  return {
    fault,
    latencyMs: late ? dice.between(1, 20) : 0,
    jitterMs: late ? dice.between(0, 30) : 0,
    sliceBytes: sliced ? dice.between(1, 100) : undefined,
  };
}

/** Resets are the commonest. */
const kinds = ['refused', 'reset', 'reset', 'blackhole', 'half-close', 'sliced', 'slow'] as const;

function faultOf(dice: Dice, longestMs: number): Fault {
  const kind = dice.pick(kinds);
  const at: Point = { way: dice.pick(['there', 'back']), bytes: dice.magnitude(farthestByte) };
  const forMs = dice.between(50, longestMs);
  switch (kind) {
    case 'refused':
      return { kind, forMs: Math.min(forMs, 200) };
    case 'blackhole':
      return { kind, at, forMs, ends: dice.pick(['late', 'reset']) };
    case 'reset':
    case 'half-close':
      return { kind, at };
    default:
      return { kind };
  }
}

/** Until everything is cut at once, as when a box on the way restarts; then until the next time, and so on. */
export function* stormTimes(seed: number): Generator<number, never> {
  const dice = createDice(seed, 'storms');
  for (;;) yield dice.between(300, 2_500);
}
