// Whatever runs for callers or for each delivery looks at few rows, however many there are, and whenever its plan was made.
import { type Context, createContext } from '../../../../server/context.ts';
import { createAlarm } from '../../../../server/delivery/alarm.ts';
import { createDelivery } from '../../../../server/delivery/engine.ts';
import { randomStamp } from '../../../../server/delivery/stamp.ts';
import { seedDemo } from '../../../../server/demo/seed.ts';
import { bucketOf } from '../../../../server/domain/bucket.ts';
import { createLog } from '../../../../server/ops/log.ts';
import { readSettings } from '../../../../server/settings/settings.ts';
import type { Database } from '../../../../server/store/database.ts';
import { migrate } from '../../../../server/store/migrate.ts';
import { openPostgres } from '../../../../server/store/postgres.ts';
import { openWorkerIds } from '../../../../server/store/worker-ids.ts';
import { setChannel } from '../../../../server/usecase/channel.ts';
import { deactivateBatch, deactivateCoupon } from '../../../../server/usecase/deactivate.ts';
import { expireBatch } from '../../../../server/usecase/expire.ts';
import { deleteOldDeliveries } from '../../../../server/usecase/retention.ts';
import { onPostgres, storeEnv } from '../../../kit/engine.ts';
import { redeemCoupon } from '../../../kit/redeem.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { tempDir } from '../../../kit/temp-dir.ts';
import { couponIdOf, fill, requestOf, userOf } from './contents.ts';
import { type Explained, type ExplainedDatabase, openExplained } from './explain.ts';
import { fillPlugin, workPlugin } from './plugin.ts';
import { fillRedeeming, workRedeeming } from './redeeming.ts';

jest.setTimeout(120_000);

const stockId = 'large';

/** Everything that is done for callers and deliveries, once. */
async function work(context: Context): Promise<void> {
  const { useCases, claims } = context;
  const request = (userCode: string, requestId: string) => ({
    bucket: bucketOf(userCode, useCases.buckets),
    tenantId: 'demo',
    appChannelId: 1,
    stockId,
    userCode,
    requestId,
    source: 'claim' as const,
    extra: undefined,
    phone: undefined,
  });
  const group = Array.from({ length: 200 }, (_, n) =>
    claims.claim(n < 20 ? request(userOf(800 + n), requestOf(800 + n)) : request(`new${n}`, `r${n}`)),
  );
  await Promise.all(group);
  await claims.claim(request(userOf(900), 'single'));
  const order = { tenantId: 'demo', appChannelId: 1, to: 4, reason: undefined } as const;
  const ref = (n: number) => ({ stockId, couponId: couponIdOf(n) });
  await deactivateCoupon(useCases, { ...order, userCode: userOf(1_000) }, ref(1_000));
  await deactivateBatch(useCases, { ...order, userCode: userOf(1_001) }, [1_001, 1_002, 1_003].map(ref));
  await redeemCoupon(useCases, couponIdOf(15_000), 'till');
  await workRedeeming(context);
  await workPlugin(context, stockId);
  await expireBatch(useCases, 500);
  await deliver(context);
  await deleteOldDeliveries(useCases, 86_400_000, () => false);
  await context.directory.refresh();
  await context.ids.renew();
  await (await openWorkerIds(useCases.database, 'another', useCases.now)).release();
}

function deliver(context: Context): Promise<number> {
  const { useCases, database, directory, log, metrics, owner, settings } = context;
  const delivery = createDelivery({
    ...{ database, directory, log, metrics, owner, now: useCases.now, random: Math.random },
    ...{ nextEventId: useCases.nextId, newStamp: randomStamp, alarm: createAlarm() },
    send: async () => ({ kind: 'answered', httpStatus: 200, body: '{"code":0,"message":"successful"}' }),
    phoneOf: async () => undefined,
    settings: {
      ...{ concurrency: 32, pollMs: 1_000, settleMs: 1_000, timeoutMs: 10_000, leaseMs: 30_000 },
      jitter: 0,
      buckets: settings.buckets ?? 1,
    },
  });
  return delivery.runOnce();
}

const guarded =
  /^(coupon|stock_user|delivery_lane|outbox_event|delivery_attempt|coupon_history|claim_request|customer|wallet|ledger_entry|consume|redeem_handle|used_token|openpid_binding|user_binding|plugin_session)/;

describe.each([
  ['plain tables', 0, 1],
  ['eight partitions', 8, 8],
])('%s', (_, partitions, buckets) => {
  let url: string;
  let context: Context;
  let database: ExplainedDatabase;

  beforeEach(async () => {
    const env = await storeEnv(tempDir(), { empty: true });
    url = env['DATABASE_URL'] ?? '';
    const made = await openPostgres(url, { partitions });
    await migrate(made);
    await made.close();
    database = await openExplained(url, partitions);
    const settings = readSettings({ ...env, BUCKETS: String(buckets), PORT: '0', LOG_LEVEL: 'silent' });
    context = await createContext(settings, { log: createLog('silent'), openDatabase: async () => database });
    await seedDemo(context, undefined);
    await setChannel(
      context.useCases,
      { tenantId: 'demo', appChannelId: 1, callbackBase: 'http://127.0.0.1:9' },
      () => undefined,
    );
    await context.directory.refresh();
    await runningStock(context, { stock_id: stockId, max_coupons: 1_000_000 });
  });
  afterEach(() => context.close());

  async function withTool(use: (tool: Database) => Promise<void>): Promise<void> {
    const tool = await openPostgres(url, { statementTimeoutMs: 0 });
    await use(tool).finally(() => tool.close());
  }
  const fillNow = () =>
    withTool(async (tool) => {
      await fill(tool, stockId, buckets, Date.now());
      await fillRedeeming(tool, buckets, Date.now());
      await fillPlugin(tool, buckets, Date.now());
    });
  const analyze = () => onPostgres((client) => client.query('ANALYZE'), new URL(url).pathname.slice(1));

  it.each<[string, () => Promise<void>]>([
    [
      'made with statistics',
      async () => {
        await fillNow();
        await analyze();
      },
    ],
    ['made without statistics', fillNow],
  ])('are found by plans %s', async (_when, prepare) => {
    await prepare();
    database.take();
    await work(context);
    const all = database.take();
    expect(all.length).toBeGreaterThan(40);
    expect(
      all.filter(({ scanned }) => scanned.some((table) => guarded.test(table))).map(({ text }) => text),
    ).toEqual([]);
    expect(all.filter(looksAtTooMuch)).toEqual([]);
  });
});

const looksAtTooMuch = ({ sets, made, looked, pages }: Explained) =>
  looked > 5 * (sets + made) + 50 || pages > 20 * (sets + made) + 100;
