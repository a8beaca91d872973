// Demo mode: the other side of the protocol in the same process, and a database that has something to show.
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { forgetWechatSimulator, noteWechatSimulator } from '../settings/wechat-simulator.ts';
import { orAnyPort } from './any-port.ts';
import { demoCard } from './sample.ts';
import { seedDemo, simulatorPath } from './seed.ts';

/** Where the demo's parts listen; undefined: that part is switched off. */
export interface DemoUrls {
  readonly simulatorUrl: string | undefined;
  /** Undefined also where WECHAT_BASE_URL names another. */
  readonly wechatUrl: string | undefined;
  /** Undefined also where WeChat is not simulated: nobody could log in. */
  readonly previewUrl: string | undefined;
}

export interface Demo {
  readonly urls: DemoUrls;
  stop(): Promise<void>;
}

/** Starts the simulators, unless SIMULATOR_PORT is 0, and the preview, and fills the database on a first start. @param url of our server */
export async function startDemo(context: Context, url: string): Promise<Demo> {
  const simulator = await startSimulator(context);
  await seedDemo(context, simulator && `${simulator.url}${simulatorPath}`);
  const wechat = await startWechat(context);
  const preview = wechat && (await startPreview(context, url, wechat.url));
  return {
    urls: { simulatorUrl: simulator?.url, wechatUrl: wechat?.url, previewUrl: preview?.url },
    async stop() {
      await preview?.close();
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
  return orAnyPort(
    (free) => begin({ ...options, port: free }),
    port,
    () => log.warn({ port }, 'SIMULATOR_PORT is taken: the simulator listens on another port'),
  );
}

async function startPreview({ settings, log }: Context, serverUrl: string, wechatUrl: string) {
  const { previewPort: port } = settings;
  if (port === undefined) return undefined;
  const { startPreview: begin } = await import('../../test/browser/preview/serve.ts');
  return orAnyPort(
    (free) => begin({ port: free, serverUrl, wechatUrl: () => wechatUrl }),
    port,
    () => log.warn({ port }, 'PREVIEW_PORT is taken: the preview listens on another port'),
  );
}
