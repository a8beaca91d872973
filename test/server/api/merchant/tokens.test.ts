// A Token is good for one body: the same again is answered again, anything else is refused; wherever and whenever it comes.
import { createClock } from '../../../kit/clock.ts';
import { v2Body } from '../../../kit/merchant.ts';
import { startTestServer } from '../../../kit/server.ts';
import { tempDir } from '../../../kit/temp-dir.ts';
import { expectData, expectRefusal } from './expect.ts';
import { openShop, type Shop, sharedShop } from './shop.ts';

const shop = sharedShop();

/** The text of a consume of 1 yuan under a nonce of its own. */
async function aConsume(from: Shop, nonce: string) {
  const { customerId } = await from.shopper({ rechargeFen: 1000 });
  const params = { bizId: from.bizId(), customerId, amount: '1.00' };
  const body = (changed = {}) =>
    v2Body(from.key, 'communal.user.consume', { ...params, ...changed }, { at: from.clock.now(), nonce });
  return { customerId, body };
}

describe('a Token that came before', () => {
  it('answers the very same body the same', async () => {
    const { body } = await aConsume(shop(), '1');
    const first = await shop().send(body());
    expect(expectData('communal.user.consume', first).total_amount).toBe('9.00');
    const again = await shop().untouched(() => shop().send(body()));
    expect(again.text).toBe(first.text);
  });

  it('answers queries by what is so now', async () => {
    const { customerId, couponIds } = await shop().shopper({}, 1);
    const query = v2Body(shop().key, 'user.coupon-new-status', { customerId }, { at: shop().clock.now() });
    expect(expectData('user.coupon-new-status', await shop().send(query))[0].useStatus).toBe(0);
    const params = { bizId: shop().bizId(), customerId, couponsCardList: couponIds };
    expectData('communal.user.consume', await shop().call('communal.user.consume', params));
    expect(expectData('user.coupon-new-status', await shop().send(query))[0].useStatus).toBe(1);
  });

  it.each([
    ['Params', (body: string) => body.replace('"1.00"', '"2.00"')],
    ['bizId', (body: string) => body.replace('biz-', 'other-')],
    ['Action', (body: string) => body.replace('user.consume', 'user.coupons-vertify')],
    ['blanks', (body: string) => body.replace('{', '{ ')],
    ['spelling', (body: string) => body.replace('%3D', '%3d')],
  ])('is refused with other %s', async (what, change) => {
    const { body } = await aConsume(shop(), `2${what}`);
    expectData('communal.user.consume', await shop().send(body()));
    const answer = await shop().untouched(() => shop().send(change(body())));
    expectRefusal(answer, 'tokenUsed');
  });

  it('was used by a refused call, too', async () => {
    const { body } = await aConsume(shop(), '3');
    expectRefusal(await shop().send(body({ amount: '1e3' })), 'badParameter', /^amount: /);
    const answer = await shop().untouched(() => shop().send(body()));
    expectRefusal(answer, 'tokenUsed');
  });

  it('lets one of two bodies pass at once', async () => {
    const { body } = await aConsume(shop(), '4');
    const bodies = ['1.00', '2.00', '3.00', '4.00'].map((amount) => body({ amount }));
    const answers = await Promise.all(bodies.map((one) => shop().send(one)));
    const codes = answers.map(({ json }) => json.code).sort();
    expect(codes).toEqual([0, 50005, 50005, 50005]);
  });

  it('answers one body, sent at once, once', async () => {
    const { customerId, body } = await aConsume(shop(), '5');
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop().send(body())));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const params = { bizId: shop().bizId(), customerId, amount: '9.00' };
    expect((await shop().call('communal.user.consume', params)).json.code).toBe(0);
  });
});

describe('a Token that came before to another process', () => {
  const clock = createClock();

  it('is refused by a second server', async () => {
    const first = await startTestServer({ now: clock.now });
    const counter = await openShop(first, clock);
    const second = await startTestServer({ now: clock.now, dataDir: first.dataDir });
    const { body } = await aConsume(counter, '6');
    const answer = await counter.send(body());
    expectData('communal.user.consume', answer);
    expect((await second.send('POST', '/api/v2', { body: body() })).text).toBe(answer.text);
    const changed = await second.send('POST', '/api/v2', { body: body({ amount: '2.00' }) });
    expectRefusal(changed, 'tokenUsed');
  });

  it('is refused after a restart', async () => {
    const dataDir = tempDir();
    const before = await startTestServer({ now: clock.now, dataDir });
    const counter = await openShop(before, clock);
    const { body } = await aConsume(counter, '7');
    const answer = await counter.send(body());
    expectData('communal.user.consume', answer);
    await before.stop();
    const after = await startTestServer({ now: clock.now, dataDir });
    const changed = await after.send('POST', '/api/v2', { body: body({ amount: '2.00' }) });
    expectRefusal(changed, 'tokenUsed');
    expect((await after.send('POST', '/api/v2', { body: body() })).text).toBe(answer.text);
  });
});
