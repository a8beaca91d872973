// One run: what its seed says happens, until everything has come to rest; then the verdict.
import { replayDeliveries } from '../../server/store/sql/replay-deliveries.ts';
import type { UseCaseDeps } from '../../server/usecase/deps.ts';
import { expireBatch } from '../../server/usecase/expire.ts';
import type { Disk } from './disk.ts';
import type { Journal } from './journal.ts';
import { findUntimelyDeaths, judge } from './judge.ts';
import { day, minute, second, startAt } from './plan.ts';
import { restOf } from './rest.ts';
import type { Sabotage } from './sabotage.ts';
import { createWorld, type World } from './world.ts';

export interface Verdict {
  readonly problems: readonly string[];
  readonly journal: Journal;
}

export async function simulate(seed: number, disk: Disk, sabotage: Sabotage = {}): Promise<Verdict> {
  const world = await createWorld(seed, disk, sabotage);
  const { plan, timeline, journal, problems } = world;
  const hasRest = restOf(disk);
  // Everybody is back and thawed by then.
  await timeline.runUntil(plan.calmAt + 20 * minute);
  await sweep(world);
  // Nothing takes longer than an event that fails for a week.
  await timeline.runUntil(timeline.now() + 15 * day, hasRest);
  problems.push(...findUntimelyDeaths(world));
  await timeline.runUntil(Math.max(timeline.now() + 10 * minute, startAt + 9 * day));
  // What was claimed shortly before the calm has expired meanwhile.
  await sweep(world);
  await operate(world, ({ database, now }) =>
    database.transaction((tx) => replayDeliveries(tx, { limit: 1_000 }, now())),
  );
  await timeline.runUntil(timeline.now() + day, hasRest);
  // What is still under way to the peer arrives.
  await timeline.runUntil(timeline.now() + 10 * minute);
  if (timeline.ranAway) problems.push('left over: it does not come to an end');
  problems.push(...judge(world));
  for (const problem of problems) journal.note('verdict', problem);
  return { problems, journal };
}

const sweep = (world: World) => operate(world, (useCases) => expireBatch(useCases, 1_000));

/** Something that is done by hand when all is calm. */
async function operate(
  { hosts, timeline, journal, problems }: World,
  work: (useCases: UseCaseDeps) => Promise<number>,
): Promise<void> {
  const [host] = hosts.serving();
  if (host === undefined) return void problems.push('unexpected: nobody serves when all is calm');
  work(host.useCases).then(
    (count) => journal.note('operator', `changes ${count}`),
    (error: unknown) => problems.push(`unexpected: ${error}`),
  );
  await timeline.runUntil(timeline.now() + 10 * second);
}
