// A simulated WeChat, and processes of ours that ask it over HTTP and share one store.
import { createSeal } from '../../../server/settings/secrets.ts';
import { openWechat, type Wechat, type WechatDeps } from '../../../server/wechat/open.ts';
import { atEnd } from '../../kit/at-end.ts';
import { dayMs } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testDatabase } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';
import {
  startWechatSimulator,
  type WechatSimulator,
  type WechatSimulatorOptions,
} from '../../simulator/wechat/simulator.ts';

export const app = { appId: 'wxtest', secret: 'SECRET-of-the-test' } as const;
export const shopId = 429620;
const card = { cardId: 'pB1', validUntilAt: noon + 30 * dayMs } as const;

export interface WechatWorld {
  readonly wechat: WechatSimulator;
  readonly clock: TestClock;
  readonly database: WechatDeps['database'];
  readonly dataDir: string;
  /** Another process at the same store. */
  process(changes?: Partial<WechatDeps>): Promise<Wechat>;
}

export async function createWechatWorld(options: Partial<WechatSimulatorOptions> = {}): Promise<WechatWorld> {
  const clock = createClock();
  const { now } = clock;
  const wechat = await startWechatSimulator({
    port: 0,
    app,
    cards: [card],
    shops: [shopId],
    now,
    ...options,
  });
  atEnd(() => wechat.close());
  const dataDir = tempDir();
  const database = await testDatabase(dataDir);
  const seal = createSeal({ current: Buffer.alloc(32, 1), older: [] });
  return {
    wechat,
    clock,
    database,
    dataDir,
    async process(changes) {
      return openWechat({
        ...app,
        database: await testDatabase(dataDir),
        seal,
        now,
        baseUrl: () => wechat.url,
        timeoutMs: 10_000,
        wait: () => new Promise(setImmediate),
        ...changes,
      });
    },
  };
}

/** As an operator puts it at noon, for a week. */
export const aPut = {
  shopId,
  cardId: card.cardId,
  describe: '10元代金券',
  beginAt: noon,
  endAt: noon + 7 * dayMs,
  quantity: undefined,
} as const;
