// Demo mode plays WeChat, too, and the command line finds it.
import { demoCard } from '../../../server/demo/sample.ts';
import { wechatSimulatorUrl } from '../../../server/settings/wechat-simulator.ts';
import { noon } from '../../kit/clock.ts';
import { startTestServer } from '../../kit/server.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const { shopId, cardId } = demoCard;
const put = { shopId, cardId, describe: '券', beginAt: noon, endAt: noon + 1_000, quantity: undefined };

it('puts a card on the simulated Wi-Fi page', async () => {
  const server = await startTestServer({ env: { SIMULATOR_PORT: '' } });
  expect(await server.context.wechat?.wifi.set(put)).toEqual({ ok: true, value: undefined });
  expect(await server.context.wechat?.wifi.get(shopId)).toMatchObject({ value: { cardId, state: 'over' } });
});

it('forgets where it was when it stops', async () => {
  const dataDir = tempDir();
  const server = await startTestServer({ dataDir, env: { SIMULATOR_PORT: '' } });
  expect(wechatSimulatorUrl(dataDir)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await server.stop();
  expect(wechatSimulatorUrl(dataDir)).toBeUndefined();
});

it('leaves it to another WeChat where one is named', async () => {
  const dataDir = tempDir();
  await startTestServer({ dataDir, env: { SIMULATOR_PORT: '', WECHAT_BASE_URL: 'http://127.0.0.1:9' } });
  expect(wechatSimulatorUrl(dataDir)).toBeUndefined();
});
