// What processes share besides coupons: the schema, the number of buckets, worker numbers, lanes of the outbox.
import { agreeOnBuckets } from '../../server/store/buckets.ts';
import { leaseLane } from '../../server/store/lane.ts';
import { migrate } from '../../server/store/migrate.ts';
import { migrations } from '../../server/store/migrations/list.ts';
import { lockReadyLanes } from '../../server/store/sql/lock-lanes.ts';
import { saveLanes } from '../../server/store/sql/save-lanes.ts';
import { openWorkerIds } from '../../server/store/worker-ids.ts';
import { emptyDatabase, testDatabase } from '../kit/database.ts';
import { buckets } from '../kit/engine.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { twoInstances } from './instances.ts';
import { issueCoupons } from './issue.ts';

it('brings an empty database up to date once', async () => {
  const dataDir = tempDir();
  const processes = [];
  for (let n = 0; n < 4; n += 1) processes.push(await emptyDatabase(dataDir));
  await Promise.all(processes.map(migrate));
  const applied = await processes[0]?.read.all<{ number: number }>(
    'SELECT number FROM migration ORDER BY number',
  );
  expect(applied?.map(({ number }) => number)).toEqual(migrations.map(({ number }) => number));
});

it('decides on the number of buckets once', async () => {
  const dataDir = tempDir();
  const [one, two] = [await emptyDatabase(dataDir), await emptyDatabase(dataDir)];
  await migrate(one);
  expect(await Promise.all([agreeOnBuckets(one, 3), agreeOnBuckets(two, 3)])).toEqual([3, 3]);
  expect(await agreeOnBuckets(two, undefined)).toBe(3);
  await expect(agreeOnBuckets(one, 5)).rejects.toThrow('made with BUCKETS=3, not 5');
});

it('gives each process a worker number of its own', async () => {
  const dataDir = tempDir();
  const databases = await Promise.all([testDatabase(dataDir), testDatabase(dataDir)]);
  const opened = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      openWorkerIds(databases[n % 2] as (typeof databases)[0], `process ${n}`, Date.now),
    ),
  );
  const ids = opened.flatMap((worker) => Array.from({ length: 100 }, () => worker.next()));
  expect(new Set(ids).size).toBe(1200);
});

it('leases a lane to one process at a time', async () => {
  const { one, two } = await twoInstances();
  await issueCoupons(one, 60);
  const now = one.useCases.now() + 1_000;
  const lease = async ({ database }: typeof one, owner: string, bucket: number) =>
    database.transaction(async (tx) => {
      const lanes = await lockReadyLanes(tx, { bucket, tenantId: 'demo', appChannelId: 1 }, now, 7);
      await saveLanes(
        tx,
        lanes.map((before) => ({ before, after: leaseLane(before, owner, now + 30_000) })),
      );
      return lanes.map(({ laneId }) => laneId);
    });
  const taken: string[] = [];
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const rounds = Array.from({ length: 12 }, (_, n) => lease(n % 2 === 0 ? one : two, `owner ${n}`, bucket));
    taken.push(...(await Promise.all(rounds)).flat());
    taken.push(...(await lease(one, 'last', bucket)));
  }
  expect(taken.filter((lane) => lane.startsWith('coupon:'))).toHaveLength(60);
  expect(new Set(taken).size).toBe(taken.length);
});
