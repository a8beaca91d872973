// The whole way: a coupon is claimed, lies in the wallet, is shown at a till and redeemed there, and the person goes home.
import { newPhone } from './kit/phone.ts';
import { redeem, scannedCode, storeName } from './kit/till.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();

describe('a coupon', () => {
  it('is claimed, shown, redeemed and brought home', async () => {
    const phone = await newPhone(world(), { density: 2 });
    await phone.open('claim', { stock_id: 'test001', return_url: '/pages/order/order?id=7' });
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    await phone.tap('我的券');
    await phone.tap(/^去使用/);
    await phone.text('请向店员出示此码').waitFor();
    expect(await phone.state()).toMatchObject({ brightness: 1, screenKeptOn: true });

    const redeemedAt = await redeem(world(), await scannedCode(world(), phone));
    await phone.text(storeName).waitFor();
    const shownAfterMs = performance.now() - redeemedAt;
    process.stdout.write(`"used" ${shownAfterMs.toFixed(0)} ms after the till's call\n`);
    expect(shownAfterMs).toBeLessThan(2_000);
    expect(await phone.state()).toMatchObject({ brightness: 0.4, screenKeptOn: false });

    await phone.tap('返回出行服务');
    await phone.text('coupon_result: used').waitFor();
    expect(await phone.top()).toBe('host:pages/order/order?id=7&coupon_result=used');
  });

  it('tells the host of every step by events', async () => {
    const phone = await newPhone(world(), { density: 2 });
    await phone.open('claim', { stock_id: 'test001' });
    await phone.tap(/^立即领取/);
    await phone.tap(/^去使用/);
    await phone.text('请向店员出示此码').waitFor();
    await redeem(world(), await scannedCode(world(), phone));
    await phone.text(storeName).waitFor();
    const { events } = await phone.state();
    expect(events).toEqual([
      { name: 'coupon_result', detail: { result: 'claimed' } },
      { name: 'coupon_result', detail: { result: 'used' } },
    ]);
  });

  it('is one although the button is tapped twice', async () => {
    const phone = await newPhone(world(), { density: 2 });
    await phone.open('claim', { stock_id: 'test001' });
    const claims = () => world().way.calls.filter((name) => name === 'claim').length;
    const before = claims();
    await phone.button(/^立即领取/).dblclick();
    await phone.text('领取成功').waitFor();
    await phone.tap('我的券');
    await phone.page
      .getByRole('tab', { name: /可使用/ })
      .filter({ hasText: '1' })
      .waitFor();
    expect(claims()).toBe(before + 1);
  });
});
