// A phone whose clock is wrong by a day: codes are fresh and days are counted right all the same.
import { formatTime } from '../../shared/sp/times.ts';
import { dayMs } from '../kit/builders.ts';
import { runningStock } from '../kit/stocks.ts';
import { newPhone } from './kit/phone.ts';
import { redeem, scannedCode, storeName } from './kit/till.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();

describe.each([
  ['ahead', dayMs],
  ['behind', -dayMs],
])('a phone a day %s', (_which, clockAheadMs) => {
  it('shows how long is left by the server', async () => {
    const end = formatTime(Date.now() + 3.5 * dayMs);
    const stockId = await runningStock(world().server.context, { available_end_time: end });
    const phone = await newPhone(world(), { clockAheadMs, density: 2 });
    await phone.open('claim', { stock_id: stockId });
    await phone.text('还剩 3 天').waitFor();
  });

  it('shows a code that the till takes, and when the next comes', async () => {
    const phone = await newPhone(world(), { clockAheadMs, density: 2 });
    await phone.open('claim', { stock_id: 'test001' });
    await phone.tap(/^立即领取/);
    await phone.tap(/^去使用/);
    const words = await phone.text(/秒后自动更新/).textContent();
    expect(Number(/\d+/.exec(words ?? '')?.[0])).toBeLessThanOrEqual(75);
    await redeem(world(), await scannedCode(world(), phone));
    await phone.text(storeName).waitFor();
  });
});
