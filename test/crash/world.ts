// What a crash test lives in: a store, 出行服务 listening, and a context that looks on while servers come and die.
import type { Context } from '../../server/context.ts';
import { sampleCredential } from '../../server/demo/sample.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { atEnd } from '../kit/at-end.ts';
import { testContext } from '../kit/context.ts';
import { storeEnv } from '../kit/engine.ts';
import { isLong } from '../kit/long.ts';
import { waitUntil } from '../kit/pause.ts';
import { startProcess } from '../kit/process.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

export interface CrashWorld {
  readonly context: Context;
  readonly simulator: Simulator;
  readonly env: NodeJS.ProcessEnv;
}

/** How often the real server is killed. @param usual where neither more nor other is asked for */
export const cyclesOr = (usual: number): number =>
  Number(process.env['CRASH_CYCLES'] ?? (isLong ? 1_000 : usual));
export const cycles = cyclesOr(50);
/** As long as that may take at most, and a last life that settles everything. */
export const patienceMs = 120_000 + cycles * 10_000;

/** Settings of a server that writes for its callers alone, so that one of their calls is what a kill interrupts. */
export const quiet = { SWEEP_INTERVAL_MS: '60000', DELIVERY_POLL_MS: '5000' };

export async function crashWorld(): Promise<CrashWorld> {
  const credentials = () => ({ ...sampleCredential, scheme: 'md5-suffix' as const });
  const simulator = await startSimulator({ port: 0, credentials });
  atEnd(() => simulator.close());
  const dataDir = tempDir();
  const env = {
    ...(await storeEnv(dataDir)),
    PORT: '0',
    SIMULATOR_PORT: '0',
    LOG_LEVEL: 'silent',
    SWEEP_INTERVAL_MS: '50',
    DELIVERY_POLL_MS: '20',
    // A lease outlives a call three times over: that is how long the lanes of a killed process stay out of reach.
    DELIVERY_TIMEOUT_MS: '1000',
    DELIVERY_SETTLE_MS: '1000',
    ALLOW_PRIVATE_CALLBACKS: '1',
  };
  const context = await testContext({ dataDir, env });
  const channel = { tenantId: 'demo', appChannelId: 1, callbackBase: simulator.url };
  await setChannel(context.useCases, channel, () => undefined);
  return { context, simulator, env };
}

/**
 * One more life, in which nobody kills the server, until everything is delivered.
 * @param first what is done as soon as it listens
 */
export async function lastLife(
  { context, env }: CrashWorld,
  first: (url: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const server = await startProcess(['server/main.ts'], { env });
  atEnd(() => server.end('SIGKILL'));
  await first(server.url);
  // In one statement, so that nothing moves between the questions. A lane that has to settle has no event yet, but a time.
  const sql = `SELECT (SELECT COUNT(*) FROM coupon WHERE status = 1 AND stock_id LIKE 'brief-%')
    + (SELECT COUNT(*) FROM outbox_event WHERE state <> 'done')
    + (SELECT COUNT(*) FROM delivery_lane WHERE ready_at IS NOT NULL) AS open`;
  const open = async () => (await context.database.read.all<{ open: number }>(sql))[0]?.open;
  await waitUntil('everything is delivered', async () => (await open()) === 0, patienceMs / 2);
  await server.end('SIGTERM');
}

/** @returns coupons that 出行服务 was told of and has otherwise than we, or has and we have not, in words */
export async function difference({ context, simulator }: CrashWorld): Promise<string[]> {
  const rows = await context.database.read.all<{ coupon_id: string; status: number; told: number }>(
    `SELECT c.coupon_id, c.status, CASE WHEN l.coupon_id IS NULL THEN 0 ELSE 1 END AS told
     FROM coupon c LEFT JOIN delivery_lane l ON l.coupon_id = c.coupon_id`,
  );
  const ours = new Map(rows.map(({ coupon_id, status }) => [coupon_id, status]));
  const theirs = new Map(simulator.state().coupons.map((coupon) => [coupon.coupon_id, coupon.coupon_status]));
  expect(theirs.size).toBeGreaterThan(0);
  const told = rows.filter((row) => row.told === 1).map((row) => row.coupon_id);
  return [...new Set([...told, ...theirs.keys()])]
    .filter((id) => ours.get(id) !== theirs.get(id))
    .map((id) => `${id}: ours ${ours.get(id)}, theirs ${theirs.get(id)}`);
}
