// How hosts open the plugin: in three ways, with values joined as they are, and with "undefined" for what they do not have.
import type { Opening } from './harness/remote.ts';
import { newPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();
const ways: readonly Opening[] = ['navigateTo', 'redirectTo', 'reLaunch'];

describe('a host', () => {
  it.each(ways)('opens a page by %s and gets the person back', async (way) => {
    const phone = await newPhone(world());
    const values = { stock_id: 'test001', tel: 'undefined', orderId: 'null', encrPhone: 'Ab+/c==' };
    expect(await phone.open('claim', values, way)).toBe(`${way}:ok`);
    await phone.text('代驾代金券').waitFor();
    await phone.tap('返回出行服务');
    await phone.text('出行服务（演示宿主）').waitFor();
    expect((await phone.state()).pages).toEqual(['host:pages/index/index']);
  });

  it('shows its own buttons, which lead there and back', async () => {
    const phone = await newPhone(world());
    await phone.tap('领券（redirectTo）');
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    await phone.tap('返回出行服务');
    await phone.text('coupon_result: claimed').waitFor();
  });

  it('draws the card of the plugin in its own page', async () => {
    const phone = await newPhone(world(), { launch: '/pages/mine/mine' });
    await phone.text('加油立减券').waitFor();
    await phone.text('满 100 元可用').waitFor();
  });

  it('goes on with the wallet where a reload interrupts', async () => {
    const phone = await newPhone(world());
    await phone.open('coupons');
    await phone.text('还没有可使用的券').waitFor();
    const sessions = world().way.calls.filter((name) => name === 'session').length;
    await phone.page.reload();
    await phone.open('coupons');
    await phone.text('还没有可使用的券').waitFor();
    expect(world().way.calls.filter((name) => name === 'session')).toHaveLength(sessions);
  });
});
