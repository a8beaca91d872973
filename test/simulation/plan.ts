// What a run is made of, drawn from its seed: channels and their troubles, mishaps of the processes, and what customers do.
import { createDice, type Dice } from '../kit/dice.ts';

export const startAt = Date.UTC(2026, 0, 5);
export const second = 1_000;
export const minute = 60 * second;
const hour = 60 * minute;
export const day = 24 * hour;
export const processNames = ['one', 'two'] as const;

export interface Plan {
  readonly seed: number;
  /** One channel is down all the time, and nothing else is wrong: the other must not notice. */
  readonly isolation: boolean;
  /** From then on nothing goes wrong any more, but for grudges that last. */
  readonly calmAt: number;
  readonly concurrency: number;
  /** How likely a transaction fails. */
  readonly storeTrouble: number;
  readonly channels: readonly ChannelPlan[];
  /** How likely a process dies between a call and its answer. */
  readonly deadliness: number;
  readonly mishaps: readonly Mishap[];
  readonly acts: readonly Act[];
}

export interface ChannelPlan {
  readonly appChannelId: number;
  readonly invalidStatus: 'map-4-to-3' | 'send-4' | 'skip';
  /** The peer applies a status only if its event_time is later than what it knows. */
  readonly honoursEventTime: boolean;
  /** How likely a call goes wrong by itself. */
  readonly flakiness: number;
  readonly spells: readonly Spell[];
  readonly grudges: readonly Grudge[];
}

/** For a while all calls of a channel fare alike. */
export interface Spell {
  readonly kind: SpellKind;
  readonly fromAt: number;
  readonly untilAt: number;
}

export type SpellKind = 'flaky' | 'refused' | 'silent' | 'unavailable' | 'credentials' | 'busy';

/** The peer minds one coupon: the nth of the channel's that it hears of. */
export interface Grudge {
  readonly kind: 'refuses' | 'not-found' | 'cannot-verify';
  readonly nth: number;
  readonly untilAt: number;
}

export interface Mishap {
  readonly kind: 'crash' | 'freeze' | 'restart';
  readonly at: number;
  readonly process: (typeof processNames)[number];
  /** How long it is frozen. */
  readonly ms: number;
}

export interface Act {
  readonly at: number;
  readonly kind: ActKind;
}

export type ActKind = 'issue' | 'claim' | 'turn' | 'invalidate' | 'expire' | 'move' | 'publish';

export function drawPlan(seed: number): Plan {
  const dice = createDice(seed, 'plan');
  const isolation = dice.chance(0.2);
  const lasts = dice.between(10, 60) * minute;
  const calmAt = startAt + lasts;
  const acts = drawActs(dice, lasts);
  return {
    seed,
    isolation,
    calmAt,
    concurrency: dice.between(2, 6),
    storeTrouble: !isolation && dice.chance(0.3) ? 0.03 : 0,
    channels: [0, 1].map((appChannelId) =>
      isolation ? isolated(dice, appChannelId, calmAt) : drawChannel(dice, appChannelId, acts, lasts),
    ),
    deadliness: isolation ? 0 : dice.pick([0, 0.05, 0.15]),
    mishaps: isolation ? [] : drawMishaps(dice, acts, calmAt),
    acts,
  };
}

/** Many of them at nearly the same time: that is when they get into each other's way. */
function drawActs(dice: Dice, lasts: number): Act[] {
  const opening = (['move', 'move', 'move', 'issue', 'issue', 'issue', 'claim'] as const).map(
    (kind): Act => ({ at: startAt + second + dice.below(minute), kind }),
  );
  const bursts = Array.from({ length: dice.between(3, 7) }, () => {
    const at = startAt + dice.below(lasts);
    const within = dice.pick([20, 2 * second, 2 * minute]);
    return Array.from(
      { length: dice.between(1, 7) },
      (): Act => ({
        at: at + dice.below(within),
        kind: dice.pick<ActKind>([
          ...(['issue', 'issue', 'claim', 'turn', 'turn', 'turn', 'turn', 'turn'] as const),
          ...(['invalidate', 'expire', 'move', 'publish'] as const),
        ]),
      }),
    );
  });
  return [...opening, ...bursts.flat()];
}

/** Shortly after something was done, while it is being told; or at any time. */
function soonAfter(dice: Dice, acts: readonly Act[], within: number): number {
  const at = acts[dice.below(acts.length)]?.at ?? startAt;
  return at + dice.below(within);
}

function drawMishaps(dice: Dice, acts: readonly Act[], calmAt: number): Mishap[] {
  const drawn = Array.from({ length: dice.between(0, 10) }, (): Mishap => {
    const kind = dice.pick<Mishap['kind']>(['crash', 'crash', 'freeze', 'restart']);
    // Longer than a lease lasts, longer than settling waits.
    const ms = kind === 'freeze' ? dice.between(1, dice.pick([60, 900])) * second : 0;
    const at = soonAfter(dice, acts, dice.pick([30, 500, 15 * second, 2 * minute]));
    return { kind, at, process: dice.pick(processNames), ms };
  });
  return drawn.filter(({ at }) => at < calmAt);
}

const spellKinds = ['flaky', 'refused', 'silent', 'unavailable', 'credentials', 'busy'] as const;

function isolated(dice: Dice, appChannelId: number, calmAt: number): ChannelPlan {
  const kind = dice.pick<SpellKind>(['silent', 'refused', 'unavailable', 'credentials']);
  return {
    ...characterOf(dice, appChannelId),
    flakiness: 0,
    spells: appChannelId === 0 ? [] : [{ kind, fromAt: startAt, untilAt: calmAt }],
    grudges: [],
  };
}

function drawChannel(dice: Dice, appChannelId: number, acts: readonly Act[], lasts: number): ChannelPlan {
  const spells = Array.from({ length: dice.below(4) }, (): Spell => {
    const fromAt = soonAfter(dice, acts, minute) - 10 * second;
    return { kind: dice.pick<SpellKind>(spellKinds), fromAt, untilAt: fromAt + dice.between(1, 30) * minute };
  });
  return {
    ...characterOf(dice, appChannelId),
    flakiness: dice.pick([0, 0.2, 0.5]),
    spells,
    grudges: dice.chance(0.3) ? [drawGrudge(dice, lasts)] : [],
  };
}

const characterOf = (dice: Dice, appChannelId: number) => ({
  appChannelId,
  invalidStatus: dice.pick<ChannelPlan['invalidStatus']>(['map-4-to-3', 'send-4', 'skip']),
  honoursEventTime: dice.chance(0.5),
});

function drawGrudge(dice: Dice, lasts: number): Grudge {
  const kind = dice.pick<Grudge['kind']>(['refuses', 'not-found', 'cannot-verify']);
  // A week is what it takes until a failing event is given up.
  const long = kind === 'not-found' && dice.chance(0.5);
  return { kind, nth: dice.below(4), untilAt: startAt + (long ? 9 * day : lasts) };
}
