// A PostgreSQL of the test's own, server processes on it, and 出行服务 beside them: what outages are tried on.
import { Client } from 'pg';
import { type Context, createContext } from '../../../server/context.ts';
import { seedDemo } from '../../../server/demo/seed.ts';
import { createLog } from '../../../server/ops/log.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import type { Database } from '../../../server/store/database.ts';
import { openPostgres } from '../../../server/store/postgres.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import type { Oracle } from '../../crash/oracle.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { atEnd } from '../at-end.ts';
import { disagreements } from '../disagreements.ts';
import { pause, waitUntil } from '../pause.ts';
import type { ServerProcess } from '../process.ts';
import { restless, startServerProcess } from '../server-process.ts';
import { runningStock } from '../stocks.ts';
import { tempDir } from '../temp-dir.ts';
import { callBack, difference, startTencent } from '../tencent.ts';
import type { Load } from './load.ts';
import { type PostgresServer, startPostgres } from './server.ts';

export interface Shop {
  readonly postgres: PostgresServer;
  readonly simulator: Simulator;
  /** The server, as a process. */
  serve(): Promise<ServerProcess>;
  /** @param lastsMs how long its coupons are valid */
  addStock(stockId: string, lastsMs: number, limits?: object): Promise<void>;
  /** A look at the tables that takes as long as it takes. */
  inspect<T>(look: (database: Database) => Promise<T>): Promise<T>;
}

/** Demo mode; callbacks of channel 1 go to the simulator. All of it ends with the test. */
export async function openShop(): Promise<Shop> {
  const dataDir = tempDir();
  const postgres = await startPostgres();
  atEnd(() => postgres.remove());
  await onServer(postgres, 'CREATE DATABASE shop');
  const simulator = await startTencent();
  const env = { ...restless, DATA_DIR: dataDir, DATABASE_URL: postgres.url('shop') };

  async function withContext(work: (context: Context) => Promise<unknown>): Promise<void> {
    const context = await createContext(readSettings(env), { log: createLog('silent') });
    await work(context).finally(() => context.close());
  }

  await withContext(async (context) => {
    await seedDemo(context, undefined);
    await callBack(context, simulator.url);
  });
  return {
    postgres,
    simulator,
    serve: () => startServerProcess(env),
    addStock: (stockId, lastsMs, limits = {}) =>
      withContext((context) =>
        runningStock(context, {
          stock_id: stockId,
          max_coupons: 100_000,
          max_coupons_per_user: 1_000,
          available_end_time: formatTime(context.useCases.now() + lastsMs),
          ...limits,
        }),
      ),
    async inspect(look) {
      const database = await openPostgres(postgres.url('shop'), { statementTimeoutMs: 0 });
      return look(database).finally(() => database.close());
    },
  };
}

/**
 * The end of an outage, when everything is delivered: callers go on until there is no server any more, and nothing that they were told
 * is lost.
 */
export async function endWell(shop: Shop, server: ServerProcess, load: Load): Promise<void> {
  const stopped = load.stop();
  await server.end('SIGTERM');
  expect(server.child.exitCode).toBe(0);
  await stopped;
  expect(await problemsOf(shop, load.oracle)).toEqual([]);
}

/** Everything that is wrong, in words. */
function problemsOf({ inspect, simulator }: Shop, oracle: Oracle): Promise<string[]> {
  return inspect(async (database) => [
    ...(await oracle.verify(database)),
    ...(await disagreements(database.read)),
    ...(await difference(database, simulator)),
  ]);
}

/** Waits until 出行服务 knows all: nothing of these stocks is left to expire, nothing to deliver. */
export function allDelivered({ inspect }: Shop, stockIds: readonly string[]): Promise<void> {
  return inspect(async ({ read }) => {
    const open = async () => {
      const [row] = await read.all<{ open: number }>(
        `SELECT (SELECT COUNT(*) FROM coupon WHERE status = 1 AND stock_id = ANY (?))
           + (SELECT COUNT(*) FROM delivery_lane WHERE pending > 0 OR ambiguous = 1) AS open`,
        [stockIds],
      );
      return Number(row?.open);
    };
    await waitUntil('all is expired and delivered', async () => (await open()) === 0);
  });
}

/** PostgreSQL that was killed may find its own remains in the way for a moment. */
export async function startAgain(postgres: PostgresServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await postgres.start();
    } catch (error) {
      if (tries === 20) throw error;
      await pause(100);
    }
  }
}

async function onServer({ url }: PostgresServer, sql: string): Promise<void> {
  const client = new Client({ connectionString: url() });
  await client.connect();
  await client.query(sql);
  await client.end();
}
