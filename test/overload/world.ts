// A stock that never runs out, and the settings of server processes that give it away.
import type { Context } from '../../server/context.ts';
import { testContext } from '../kit/context.ts';
import { storeEnv } from '../kit/engine.ts';
import type { ServerProcess } from '../kit/process.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { runningStock } from '../kit/stocks.ts';
import { tempDir } from '../kit/temp-dir.ts';

export interface World {
  readonly context: Context;
  readonly stockId: string;
  readonly env: NodeJS.ProcessEnv;
}

/** @param more settings of the servers */
export async function openWorld(more: NodeJS.ProcessEnv = {}): Promise<World> {
  const dataDir = tempDir();
  const env = {
    ...(await storeEnv(dataDir)),
    PORT: '0',
    SIMULATOR_PORT: '0',
    LOG_LEVEL: 'error',
    ...more,
  };
  const context = await testContext({ dataDir, env });
  const stockId = await runningStock(context, { max_coupons: 100_000_000 });
  return { context, stockId, env };
}

export const startServer = ({ env }: World): Promise<ServerProcess> => startServerProcess(env);
