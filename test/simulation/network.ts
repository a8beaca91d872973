// Between the processes and the peers: calls that are lost, late, doubled, or answered by somebody else.
import type { Send } from '../../server/delivery/transport.ts';
import type { Dice } from '../kit/dice.ts';
import type { Call } from '../server/delivery/bench.ts';
import { drawFate, orphaned } from './fate.ts';
import type { Journal } from './journal.ts';
import type { Life } from './life.ts';
import type { Peer } from './peer.ts';
import type { ChannelPlan, Grudge, Plan } from './plan.ts';
import type { Timeline } from './timeline.ts';
import type { SeenCall, Witness } from './witness.ts';

export interface NetworkParts {
  readonly plan: Plan;
  /** In the order of the plan's channels. */
  readonly peers: readonly Peer[];
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly witness: Witness;
  readonly dice: Dice;
}

export function createNetwork({ plan, peers, timeline, journal, witness, dice }: NetworkParts) {
  const heardOf = plan.channels.map((): string[] => []);

  function grudgeOf(channel: ChannelPlan, lane: string, now: number): Grudge | undefined {
    const known = heardOf[channel.appChannelId] ?? [];
    if (lane.startsWith('coupon:') && !known.includes(lane)) known.push(lane);
    return channel.grudges.find(({ nth, untilAt }) => known[nth] === lane && now < untilAt);
  }

  function arrive(
    call: SeenCall,
    peer: Peer,
    first: boolean,
    answer: (result: ReturnType<Peer['receive']>) => void,
  ) {
    const result = peer.receive(call);
    journal.note('peer', `applies call ${call.number}${first ? '' : ' again'}`);
    if (first) answer(result);
  }

  /** How a process calls: what it has handed over goes its way even if the process dies. */
  return (life: Life): Send =>
    (url, text) =>
      new Promise((resolve) => {
        if (life.isOver) return;
        const { pathname, hostname } = new URL(url);
        const now = timeline.now();
        const sent: Call = { at: now, url, path: pathname, body: JSON.parse(text) as Call['body'] };
        const call = witness.sent(sent, life);
        const index = Number(hostname.split('.')[0]?.replace('peer', ''));
        const channel = plan.channels[index];
        const peer = peers[index];
        if (channel === undefined || peer === undefined) throw new Error(`nobody answers at ${url}`);
        const timed = channel.honoursEventTime && call.lane.startsWith('coupon:');
        const about = { at: now, grudge: grudgeOf(channel, call.lane, now), timed };
        const dies = now < plan.calmAt && dice.chance(plan.deadliness);
        const fate = dies ? orphaned(dice) : drawFate(about, channel, plan.calmAt, dice);
        journal.note(life.name, `call ${call.number} ${pathname} ${call.lane} ${text} -> ${fate.name}`);
        if (dies) life.after(dice.below(fate.answerAfter), life.end);
        let said = fate.result;
        for (const [turn, after] of fate.arrivals.entries()) {
          timeline.at(now + after, () =>
            arrive(call, peer, turn === 0, (result) => {
              said ??= result;
            }),
          );
        }
        life.after(fate.answerAfter, () => {
          if (said === undefined) throw new Error(`call ${call.number} has no answer`);
          witness.heard(call, said);
          journal.note(life.name, `call ${call.number} heard ${JSON.stringify(said)}`);
          resolve(said);
        });
      });
}
