// What the log says about a till's calls, and what it must never say.
import { setPassword } from '../../../../server/usecase/pay-password.ts';
import { createClock } from '../../../kit/clock.ts';
import { logLines } from '../../../kit/log-lines.ts';
import { startTestServer } from '../../../kit/server.ts';
import { expectData, expectRefusal } from './expect.ts';
import { openShop } from './shop.ts';

async function loggedShop(level: 'trace' | 'info' = 'trace') {
  const lines = logLines(level);
  const clock = createClock();
  const server = await startTestServer({ log: lines.log, now: clock.now });
  return { lines, shop: await openShop(server, clock) };
}

describe('the log of a call', () => {
  it('says who asked what and how it ended', async () => {
    const { lines, shop } = await loggedShop();
    const params = {
      bizId: 'b1',
      customerId: '42',
      amount: '1.00',
      multiMark: 'S1',
      deviceSn: 'till-1',
      operatorId: 7,
    };
    expectRefusal(await shop.call('communal.user.consume', params), 'customerNotFound');
    expect(await lines.line(/"merchant call"/)).toMatchObject({
      action: 'communal.user.consume',
      openId: shop.key.openId,
      account: 'naixue',
      remote: '127.0.0.1',
      bizId: 'b1',
      customerId: '42',
      multiMark: 'S1',
      deviceSn: 'till-1',
      operatorId: 7,
      http: 200,
      resultCode: 40101,
      message: '会员不存在，请核对会员信息',
      ms: expect.any(Number),
    });
  });

  it('tells operators of refusals only', async () => {
    const { lines, shop } = await loggedShop('info');
    const { couponIds } = await shop.shopper({}, 1);
    const detail = 'communal.coupon.coupon-detail';
    expectData(detail, await shop.call(detail, { userCouponCode: couponIds[0] }));
    expectRefusal(await shop.call(detail, { userCouponCode: '1' }), 'couponNotFound');
    expect(await lines.line(/"merchant call"/)).toMatchObject({ userCouponCode: '1', resultCode: 40201 });
  });

  it('holds no more of a value than one of ours has', async () => {
    const { lines, shop } = await loggedShop();
    const long = 'L'.repeat(3_000);
    const params = { bizId: long, customerId: { long }, cardId: [long], deviceSn: long };
    await shop.call('communal.user.consume', params, { envelope: { Action: 'A'.repeat(64) } });
    const line = await lines.line(/"merchant call"/);
    expect(line).toMatchObject({ bizId: 'L'.repeat(64), action: 'A'.repeat(64) });
    expect(JSON.stringify(line).length).toBeLessThan(800);
  });
});

describe('the log never contains', () => {
  it('a pay password, a Token or a key', async () => {
    const { lines, shop } = await loggedShop();
    const { customer, customerId } = await shop.shopper({ rechargeFen: 1000 });
    const right = 'canary-right';
    const wrong = 'canary-wrong';
    await setPassword(shop.server.context.useCases, customer, right);
    const pay = { customerId, amount: '1.00', usePassword: 1 };
    const action = 'communal.user.consume';
    expectData(action, await shop.call(action, { ...pay, bizId: 'b1', payPassword: right }));
    expectRefusal(await shop.call(action, { ...pay, bizId: 'b2', payPassword: wrong }), 'passwordWrong');
    await shop.call(action, { ...pay, bizId: 'b3', payPassword: { wrong } });
    await shop.call(action, { ...pay, bizId: 'b4', payPassword: wrong.repeat(10) });
    await shop.call(action, { ...pay, bizId: '', payPassword: right });
    await shop.call(action, { ...pay, payPassword: right }, { envelope: { Token: 'canary-token' } });
    await shop.call('no.such-action', { payPassword: right });
    await shop.send(`{"Params":{"payPassword":"${right}"},"Token":"canary-token"`);
    const text = lines.text();
    expect(text.match(/"merchant call"/g)).toHaveLength(8);
    for (const secret of ['canary', shop.key.openKey]) expect(text).not.toContain(secret);
  });

  it('a scan code, wherever a till has put it', async () => {
    const { lines, shop } = await loggedShop();
    const { customerId, couponIds } = await shop.shopper({}, 1);
    const code = await shop.code(couponIds[0] ?? '');
    const grouped = code.replace(/\d{4}(?=\d)/g, '$& ');
    const consume = { bizId: 'b1', customerId, couponsCardList: code };
    const asIs = [
      ['coupon.off-coupon', { code }],
      ['coupon.off-coupon', { code: `${code}0` }],
      ['communal.coupon.coupon-detail', { userCouponCode: code }],
      ['communal.coupon.coupon-detail', { userCouponCode: grouped }],
      ['user.coupon-new-status', { customerId, cardId: code }],
      ['user.coupon-new-status', { customerId: code }],
      ['communal.coupon.freeze', { cardId: code, bizId: 'b' }],
      // Without type 1 it is taken for an id, which the answer names.
      ['communal.user.consume', consume],
      ['communal.user.consume', { ...consume, couponsCardList: [grouped] }],
      ['communal.user.consume', { ...consume, couponsCardList: [code, code], type: 1 }],
      ['communal.user.consume', { ...consume, type: 1 }],
      ['communal.user.consume', { ...consume, bizId: 'b2', type: 1 }],
      [code, {}],
    ] as const;
    for (const [action, params] of asIs) await shop.call(action, params);
    const text = lines.text();
    expect(text.match(/"merchant call"/g)).toHaveLength(asIs.length);
    expect(text).toContain('[code]');
    for (const secret of [code, grouped, code.slice(12)]) expect(text).not.toContain(secret);
  });
});
