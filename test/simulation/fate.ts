// What becomes of a call on its way: when it reaches the peer, if it does, and what the sender hears, and when.
import type { SendResult } from '../../server/delivery/transport.ts';
import type { Dice } from '../kit/dice.ts';
import { answered, http, refusedConnection, timeout } from '../server/delivery/bench.ts';
import { type ChannelPlan, type Grudge, minute, type SpellKind, second } from './plan.ts';

export interface Fate {
  readonly name: string;
  /** How long it takes to reach the peer, each time that it does. */
  readonly arrivals: readonly number[];
  /** undefined: what the peer says when it first reaches it. */
  readonly result?: SendResult;
  readonly answerAfter: number;
}

const timeoutMs = 10 * second;
/** Later than that nothing is applied: settling waits for five minutes, and a frozen sender may have begun late. */
const latest = 4 * minute;
const reset: SendResult = { kind: 'failed', sent: true, error: 'ECONNRESET' };

export interface Sent {
  readonly at: number;
  readonly grudge: Grudge | undefined;
  /** A proxy may send it once more, long after the sender heard of the first: only the event's time tells them apart. */
  readonly timed: boolean;
}

export function drawFate(sent: Sent, channel: ChannelPlan, calmAt: number, dice: Dice): Fate {
  const { grudge } = sent;
  if (grudge !== undefined) return said(grudge.kind, grudgeAnswers[grudge.kind], dice);
  if (sent.at >= calmAt) return delivered(dice);
  const spell = channel.spells.find(({ fromAt, untilAt }) => fromAt <= sent.at && sent.at < untilAt);
  if (spell !== undefined) return spells[spell.kind](dice, sent);
  return dice.chance(channel.flakiness) ? flaky(dice, sent) : delivered(dice);
}

const grudgeAnswers: Record<Grudge['kind'], SendResult> = {
  refuses: answered(400000, 'bad parameter'),
  'not-found': http(404),
  'cannot-verify': answered(400005, 'signature'),
};

function delivered(dice: Dice): Fate {
  const out = dice.between(1, dice.chance(0.1) ? 3_000 : 100);
  return { name: 'delivered', arrivals: [out], answerAfter: out + dice.between(1, 100) };
}

/** The peer, or what stands before it, answers without applying anything. */
const said = (name: string, result: SendResult, dice: Dice): Fate => ({
  name,
  arrivals: [],
  result,
  answerAfter: dice.between(1, 200),
});

const unheard = (name: string, arrivals: number[]): Fate => ({
  name,
  arrivals,
  result: timeout,
  answerAfter: timeoutMs,
});

/** Its sender dies meanwhile. Often it is applied only when others have taken over. */
export function orphaned(dice: Dice): Fate {
  const after = dice.chance(0.7) ? dice.between(timeoutMs, latest) : dice.below(timeoutMs);
  return unheard('orphaned', [after]);
}

const late = (dice: Dice) => dice.between(1, dice.chance(0.5) ? 2 * timeoutMs : latest);

const spells: Record<SpellKind, (dice: Dice, sent: Sent) => Fate> = {
  refused: (dice) => said('refused', refusedConnection, dice),
  silent: (dice) => unheard('silent', dice.chance(0.3) ? [late(dice)] : []),
  unavailable: (dice) => said('unavailable', http(dice.pick([500, 503])), dice),
  credentials: (dice) => said('credentials', answered(dice.pick([400003, 400004, 400005])), dice),
  busy: (dice) => said('busy', answered(dice.pick([400101, 500000])), dice),
  flaky: (dice, sent) => (dice.chance(0.7) ? flaky(dice, sent) : delivered(dice)),
};

function flaky(dice: Dice, sent: Sent): Fate {
  const usual = delivered(dice);
  const draw = dice.pick<() => Fate>([
    () => spells.refused(dice, sent),
    () => said('unavailable', http(dice.pick([500, 503])), dice),
    () => said('busy', answered(dice.pick([400101, 500000])), dice),
    () => said('not found', http(dice.pick([404, 403])), dice),
    () => unheard('lost', []),
    () => unheard('answer lost', [...usual.arrivals]),
    () => unheard('late', [late(dice)]),
    () => unheard('late', [late(dice)]),
    () => ({ ...usual, name: 'reset', arrivals: dice.chance(0.5) ? [late(dice)] : [], result: reset }),
    () => ({ ...usual, name: 'gateway', arrivals: [late(dice)], result: http(dice.pick([502, 504])) }),
    () => ({ ...usual, name: 'malformed', result: http(200, dice.pick(['<html>', '', '{"code":'])) }),
    () => ({ ...usual, name: 'malformed, late', arrivals: [late(dice)], result: http(200, 'ok') }),
    () => twice(usual, sent.timed ? late(dice) : 1),
  ]);
  return draw();
}

/** The network delivers it a second time: before the answer is heard, unless the peer can tell by its time. */
const twice = (usual: Fate, later: number): Fate => ({
  ...usual,
  name: 'twice',
  arrivals: [...usual.arrivals, (usual.arrivals[0] ?? 0) + later],
  answerAfter: usual.answerAfter + 1,
});
