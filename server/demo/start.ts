// Demo mode: the other side of the protocol in the same process, and a database that has something to show.
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { forgetWechatSimulator, noteWechatSimulator } from '../settings/wechat-simulator.ts';
import { demoCard } from './sample.ts';
import { seedDemo, simulatorPath } from './seed.ts';

export interface Demo {
  /** Where the simulator listens; undefined: it is switched off. */
  readonly simulatorUrl: string | undefined;
  /** The same of the simulated WeChat; undefined also where WECHAT_BASE_URL names another. */
  readonly wechatUrl: string | undefined;
  stop(): Promise<void>;
}

/** Starts the simulators, unless SIMULATOR_PORT is 0, and fills the database on a first start. */
export async function startDemo(context: Context): Promise<Demo> {
  const simulator = await startSimulator(context);
  await seedDemo(context, simulator && `${simulator.url}${simulatorPath}`);
  const wechat = await startWechat(context);
  return {
    simulatorUrl: simulator?.url,
    wechatUrl: wechat?.url,
    async stop() {
      await wechat?.close();
      await simulator?.close();
    },
  };
}

async function startWechat({ settings }: Context) {
  const { wechat, simulatorPort, dataDir } = settings;
  if (wechat === undefined || wechat.baseUrl !== undefined || simulatorPort === undefined) return undefined;
  const { startWechatSimulator } = await import('../../test/simulator/wechat/simulator.ts');
  const { shopId, ...card } = demoCard;
  const cards = [{ ...card, validUntilAt: Number.POSITIVE_INFINITY }];
  const { url, close } = await startWechatSimulator({ port: 0, app: wechat, cards, shops: [shopId] });
  noteWechatSimulator(dataDir, url);
  return {
    url,
    async close() {
      forgetWechatSimulator(dataDir, url);
      await close();
    },
  };
}

async function startSimulator({ settings, directory, useCases, log }: Context) {
  const { simulatorPort: port, dataDir } = settings;
  if (port === undefined) return undefined;
  // The simulator lives among the tests, which a production installation may leave out.
  const { startSimulator: begin } = await import('../../test/simulator/simulator.ts');
  const credentials = (apiKey: string) => directory.credential(apiKey, useCases.now());
  const options = { host: '127.0.0.1', credentials, stateFile: join(dataDir, 'simulator.jsonl') } as const;
  try {
    return await begin({ ...options, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    log.warn({ port }, 'SIMULATOR_PORT is taken: the simulator listens on another port');
    return begin({ ...options, port: 0 });
  }
}
