// What stands where an offer cannot be claimed, in words and with the way home.
import { moveStock } from '../../server/usecase/stock.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { dayMs } from '../kit/builders.ts';
import { claimFor } from '../kit/merchant.ts';
import { redeemCoupon } from '../kit/redeem.ts';
import { newStock, runningStock } from '../kit/stocks.ts';
import { newPhone, type TestPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();
const context = () => world().server.context;

async function offered(stockId: string, phone?: TestPhone): Promise<TestPhone> {
  const person = phone ?? (await newPhone(world()));
  await person.open('claim', { stock_id: stockId });
  await person.text('代驾代金券').waitFor();
  return person;
}

async function expectNothingToClaim(phone: TestPhone): Promise<void> {
  expect(await phone.button(/^立即领取/).count()).toBe(0);
  await phone.button('返回出行服务').waitFor();
}

describe('an offer', () => {
  it('that is sold out says so', async () => {
    const stockId = await runningStock(context(), { max_coupons: 1 });
    await claimFor(context(), stockId, 'somebody-else');
    const phone = await offered(stockId);
    await phone.text('已抢光').waitFor();
    await expectNothingToClaim(phone);
  });

  it('says so when it sells out under the finger', async () => {
    const stockId = await runningStock(context(), { max_coupons: 1 });
    const phone = await offered(stockId);
    await claimFor(context(), stockId, 'somebody-quicker');
    await phone.tap(/^立即领取/);
    await phone.text('已抢光').waitFor();
    await expectNothingToClaim(phone);
  });

  it('that a person has had leads to their coupon', async () => {
    const stockId = await runningStock(context(), { max_coupons_per_user: 2 });
    const phone = await newPhone(world());
    await claimFor(context(), stockId, phone.userCode);
    await claimFor(context(), stockId, phone.userCode);
    await offered(stockId, phone);
    await phone.text(/已领 2\/2 张/).waitFor();
    await expectNothingToClaim(phone);
    await phone.tap(/^去使用/);
    await phone.text('请向店员出示此码').waitFor();
  });

  it('says that the limit is reached when the coupon is used up', async () => {
    const phone = await newPhone(world());
    const stockId = await runningStock(context(), { max_coupons_per_user: 1 });
    const { couponId } = await claimFor(context(), stockId, phone.userCode);
    await redeemCoupon(context().useCases, couponId, 'till');
    await offered(stockId, phone);
    await phone.text(/已达领取上限/).waitFor();
    await expectNothingToClaim(phone);
    await phone.tap(/^查看/);
    await phone.text(/使用$/).first().waitFor();
  });

  it('that is paused, ended or not begun says which', async () => {
    const paused = await runningStock(context());
    await moveStock(context().useCases, 'demo', paused, 'pause');
    const ended = await runningStock(context());
    await moveStock(context().useCases, 'demo', ended, 'stop');
    const later = await newStock(context(), { available_begin_time: formatTime(Date.now() + dayMs / 2) });
    for (const [stockId, words] of [
      [paused, '暂停领取'],
      [ended, '活动已结束'],
      [later, '还没开始'],
    ] as const) {
      const phone = await offered(stockId);
      await phone.text(new RegExp(words)).waitFor();
      await expectNothingToClaim(phone);
    }
  });

  it('that nobody knows leaves an empty page with the way home', async () => {
    const phone = await newPhone(world());
    await phone.open('claim', { stock_id: 'no-such-stock' });
    await phone.text('现在没有可领的券').waitFor();
    await expectNothingToClaim(phone);
  });
});

describe('a stranger', () => {
  it('who takes over another user_code is refused', async () => {
    const owner = await newPhone(world());
    await owner.open('coupons');
    await owner.text('还没有可使用的券').waitFor();
    const stranger = await newPhone(world());
    await stranger.openUrl(`plugin://chelian-coupon/coupons?user_code=${owner.userCode}`);
    await stranger.text('无法确认您的身份').waitFor();
    await stranger.text(/问题编号/).waitFor();
  });

  it('who knows a coupon_id does not see the coupon', async () => {
    const owner = await newPhone(world());
    const { couponId } = await claimFor(context(), 'test001', owner.userCode);
    const stranger = await newPhone(world());
    await stranger.open('coupon', { coupon_id: couponId });
    await stranger.text('没有找到这张券').waitFor();
    await stranger.button('返回出行服务').waitFor();
  });
});
