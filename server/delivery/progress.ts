// What an outcome makes of the event: delivered, tried again, or a dead letter (sp §7).
import type { HeadEvent } from '../store/sql/lane-heads.ts';
import type { Outcome } from './outcome.ts';
import { nextTryAt } from './retry.ts';

export type NextStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly at: number }
  | { readonly kind: 'dead'; readonly note: string };

export interface Progress {
  readonly step: NextStep;
  readonly tries: number;
  readonly refusals: number;
  readonly firstTryAt: number | undefined;
}

const refusalLimit = 3;

export interface ProgressContext {
  readonly now: number;
  readonly probe: boolean;
  readonly random: number;
  readonly jitter: number;
}

export function progress(event: HeadEvent, outcome: Outcome, context: ProgressContext): Progress {
  const refused = isRefusal(event, outcome, context);
  // The channel's fault, not the event's: the circuit holds the lane back, and no try is spent.
  if (outcome.kind === 'configuration' && !refused) {
    return { ...countersOf(event), step: { kind: 'again', at: context.now } };
  }
  const tries = event.tries + 1;
  const refusals = event.refusals + (refused ? 1 : 0);
  const firstTryAt = event.firstTryAt ?? context.now;
  const step = nextStep(outcome, { ...context, tries, refusals, firstTryAt });
  return { step, tries, refusals, firstTryAt };
}

/**
 * A wrong key or signature concerns the whole channel, unless the channel works: when the circuit was closed since the
 * event's last attempt ended so, another call was accepted, and the peer minds this event. Else one event that the peer
 * cannot verify would stop its channel for ever.
 */
function isRefusal(event: HeadEvent, outcome: Outcome, { probe }: ProgressContext): boolean {
  if (outcome.kind === 'permanent') return true;
  return outcome.kind === 'configuration' && event.lastOutcome === 'configuration' && !probe;
}

function nextStep(
  outcome: Outcome,
  at: ProgressContext & { tries: number; refusals: number; firstTryAt: number },
): NextStep {
  if (outcome.kind === 'ack') return { kind: 'done' };
  if (at.refusals >= refusalLimit) return { kind: 'dead', note: `refused ${at.refusals} times` };
  const next = nextTryAt(at);
  return next === undefined
    ? { kind: 'dead', note: `not delivered in 7 days, ${at.tries} tries` }
    : { kind: 'again', at: next };
}

const countersOf = ({ tries, refusals, firstTryAt }: HeadEvent) => ({ tries, refusals, firstTryAt });
