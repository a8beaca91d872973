// What a crash test lives in: a store, 出行服务 listening, and a context that looks on while servers come and die.
import type { Context } from '../../server/context.ts';
import { testContext } from '../kit/context.ts';
import { storeEnv } from '../kit/engine.ts';
import { isLong } from '../kit/long.ts';
import { waitUntil } from '../kit/pause.ts';
import { restless, startServerProcess } from '../kit/server-process.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { callBack, startTencent } from '../kit/tencent.ts';
import type { Simulator } from '../simulator/simulator.ts';

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
  const simulator = await startTencent();
  const dataDir = tempDir();
  const env = { ...restless, ...(await storeEnv(dataDir)) };
  const context = await testContext({ dataDir, env, isTool: true });
  await callBack(context, simulator.url);
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
  const server = await startServerProcess(env);
  await first(server.url);
  // In one statement, so that nothing moves between the questions. A lane that has to settle has no event yet, but a time.
  const sql = `SELECT (SELECT COUNT(*) FROM coupon WHERE status = 1 AND stock_id LIKE 'brief-%')
    + (SELECT COUNT(*) FROM outbox_event WHERE state <> 'done')
    + (SELECT COUNT(*) FROM delivery_lane WHERE ready_at IS NOT NULL) AS open`;
  const open = async () => (await context.database.read.all<{ open: number }>(sql))[0]?.open;
  await waitUntil('everything is delivered', async () => (await open()) === 0, patienceMs / 2);
  await server.end('SIGTERM');
}
