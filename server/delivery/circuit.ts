// A channel's circuit: opens when the channel is set up wrongly or its peer is down, so that calls wait instead of failing one
// by one; a single call then tries, now and again, whether the peer is back (sp §7).
import type { ChannelKey, Circuit } from '../store/sql/circuits.ts';
import type { Outcome } from './outcome.ts';
import { spread } from './retry.ts';

const unreachableLimit = 5;
const firstOpenMs = 5_000;
const longestOpenMs = { unreachable: 60_000, configuration: 300_000 } as const;

export interface Health {
  /** undefined: closed. */
  readonly circuit: Circuit | undefined;
  /** Unreachable outcomes in a row. */
  readonly streak: number;
}

export interface Seen {
  readonly channel: ChannelKey;
  /** The call was the one that was let through an open circuit. */
  readonly probe: boolean;
  readonly now: number;
  readonly random: number;
  readonly jitter: number;
}

/** The channel's health after one more outcome. */
export function observe({ circuit, streak }: Health, outcome: Outcome, seen: Seen): Health {
  if (outcome.kind === 'configuration') {
    const known = circuit?.cause === 'configuration';
    return {
      circuit: known && !seen.probe ? circuit : open(circuit, 'configuration', outcome, seen),
      streak,
    };
  }
  // It never left the house, so it says nothing of the peer.
  if (!outcome.unreachable && outcome.httpStatus === undefined) return { circuit, streak };
  // Any answer that is neither shows that the peer is there and knows us.
  if (!outcome.unreachable) return { circuit: undefined, streak: 0 };
  const due = circuit === undefined ? streak + 1 >= unreachableLimit : seen.probe;
  return { circuit: due ? open(circuit, 'unreachable', outcome, seen) : circuit, streak: streak + 1 };
}

function open(before: Circuit | undefined, cause: Circuit['cause'], outcome: Outcome, seen: Seen): Circuit {
  const again = before?.cause === cause;
  const opens = again ? before.opens + 1 : 1;
  const openMs = Math.min(firstOpenMs * 2 ** (opens - 1), longestOpenMs[cause]);
  return {
    ...seen.channel,
    cause,
    openUntilAt: seen.now + spread(openMs, seen.random, seen.jitter),
    openedAt: again ? before.openedAt : seen.now,
    opens,
    reason: outcome.code === undefined ? outcome.message : `code ${outcome.code}: ${outcome.message}`,
  };
}
