// Everything that takes part in a run, put together from its seed.

import { createDice } from '../kit/dice.ts';
import { begin } from './beginning.ts';
import { createCustomers } from './customers.ts';
import type { Disk } from './disk.ts';
import { createHosts, type Hosts } from './hosts.ts';
import { createJournal, type Journal } from './journal.ts';
import type { Case } from './judge.ts';
import { createNetwork } from './network.ts';
import { createPeer } from './peer.ts';
import { drawPlan, startAt } from './plan.ts';
import type { Sabotage } from './sabotage.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { createWitness } from './witness.ts';
import { createWriteLock } from './write-lock.ts';

export interface World extends Case {
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly hosts: Hosts;
  /** What was objected to so far. */
  readonly problems: string[];
}

/** Nothing has happened yet; what the plan says will happen is on the timeline. */
export async function createWorld(seed: number, disk: Disk, sabotage: Sabotage): Promise<World> {
  const plan = drawPlan(seed);
  const timeline = createTimeline(startAt);
  const journal = createJournal(timeline.now);
  disk.wipe();
  const known = await begin(plan, disk);
  const peers = plan.channels.map((channel) =>
    createPeer(channel.honoursEventTime, createDice(seed, `peer ${channel.appChannelId}`)),
  );
  for (const { stockId, appChannelId, status, maxCoupons } of known)
    peers[appChannelId]?.stocks.set(stockId, { status, terms: maxCoupons });
  const stockIds = known.map(({ stockId }) => stockId);
  const witness = createWitness(journal, stockIds);
  const { calls, problems } = witness;
  const hosts = createHosts({
    ...{ plan, timeline, journal, disk, sabotage, problems },
    lock: createWriteLock(),
    sendOf: createNetwork({ plan, peers, timeline, journal, witness, dice: createDice(seed, 'network') }),
    nextId: countUp(),
  });
  const world = { plan, disk, peers, calls, timeline, journal, hosts, problems };
  putOnTimeline(world);
  return world;
}

function putOnTimeline({ plan, disk, timeline, journal, hosts, problems }: World): void {
  const dice = createDice(plan.seed, 'customers');
  const customers = createCustomers(disk, journal, dice);
  timeline.at(startAt, hosts.start);
  for (const mishap of plan.mishaps) timeline.at(mishap.at, () => hosts.suffer(mishap));
  for (const { at, kind } of plan.acts) {
    timeline.at(at, () => {
      const serving = hosts.serving();
      const host = serving[dice.below(serving.length)];
      if (host === undefined) return journal.note('customer', 'finds nobody who serves');
      customers.act(kind, host).catch((error: unknown) => problems.push(`unexpected: ${error}`));
    });
  }
}

function countUp(): () => string {
  let last = 10n ** 18n;
  return () => String(++last);
}
