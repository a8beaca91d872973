// One coupon: what it is, where it was used, and the code that a till redeems it by.
import { merchantErrors } from '../../../../shared/merchant/codes.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectFailure } from './expect.ts';
import { openTill } from './till.ts';
import { sharedVisits, type Visitor } from './visits.ts';

const visits = sharedVisits();
const context = () => visits().server.context;
async function aCouponOf(visitor: Visitor, terms = {}): Promise<string> {
  return (await claimFor(context(), await runningStock(context(), terms), visitor.userCode)).couponId;
}

describe('a scan code', () => {
  it('is 20 digits that a till redeems', async () => {
    const { clock, visitor } = visits();
    const somebody = await visitor();
    const couponId = await aCouponOf(somebody);
    const shown = await somebody.get('code', { couponId });
    expect(shown).toMatchObject({
      ...{ code: expect.stringMatching(/^1\d{19}$/), validUntilAt: clock.now() + 120_000 },
    });
    expect(await (await openTill(visits())).redeem(shown.code)).toBe('done');
    expect((await somebody.get('coupon', { couponId })).coupon.state).toBe('used');
  });

  it('comes as two pictures on white', async () => {
    const somebody = await visits().visitor();
    const { qrSvg, barcodeSvg } = await somebody.get('code', { couponId: await aCouponOf(somebody) });
    for (const svg of [qrSvg, barcodeSvg]) {
      expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*preserveAspectRatio="none"[^>]*>/);
      expect(svg).toContain('<rect width="100%" height="100%" fill="#fff"/>');
      expect(svg.trim()).toMatch(/<\/svg>$/);
      expect(svg.length).toBeLessThan(20_000);
    }
  });

  it('is another one a minute later, and the old one soon over', async () => {
    const { visitor, pass } = visits();
    const somebody = await visitor();
    const couponId = await aCouponOf(somebody);
    const first = await somebody.get('code', { couponId });
    expect(await somebody.get('code', { couponId })).toEqual(first);
    await pass(120_000);
    const later = await somebody.get('code', { couponId });
    expect(later.code).not.toBe(first.code);
    expect(later.code.slice(0, 12)).toBe(first.code.slice(0, 12));
    const till = await openTill(visits());
    expect(await till.redeem(first.code)).toBe(merchantErrors.codeInvalid.code);
    expect(await till.redeem(later.code)).toBe('done');
  });

  it('asks for its next one soon after that begins', async () => {
    const { visitor, pass, clock } = visits();
    const somebody = await visitor();
    const couponId = await aCouponOf(somebody);
    await pass(60_000 - (clock.now() % 60_000) + 59_999);
    const { code, refreshAt, validUntilAt } = await somebody.get('code', { couponId });
    expect(validUntilAt - clock.now()).toBe(60_001);
    expect(refreshAt - clock.now()).toBeGreaterThanOrEqual(1);
    expect(refreshAt - clock.now()).toBeLessThanOrEqual(15_000);
    await pass(refreshAt - clock.now());
    const next = await somebody.get('code', { couponId });
    expect(next.code).not.toBe(code);
    expect(next.refreshAt).toBe(refreshAt + 60_000);
    expect(await (await openTill(visits())).redeem(code)).toBe('done');
  });

  it('asks at a moment of its own', async () => {
    const somebody = await visits().visitor();
    const moments = new Set<number>();
    for (let count = 0; count < 5; count += 1) {
      const { refreshAt } = await somebody.get('code', { couponId: await aCouponOf(somebody) });
      moments.add(refreshAt % 60_000);
    }
    expect(moments.size).toBeGreaterThan(2);
  });

  it('is shown for no coupon that cannot be used', async () => {
    const somebody = await visits().visitor();
    const [used, over] = [await aCouponOf(somebody), await aCouponOf(somebody)];
    const { code } = await somebody.get('code', { couponId: used });
    expect(await (await openTill(visits())).redeem(code)).toBe('done');
    expectFailure(await somebody.ask('code', { couponId: used }), 'notRedeemable');
    await visits().pass(86_400_001);
    const later = await visits().open({ openpid: somebody.openpid });
    const headers = { authorization: `Bearer ${later.json.data.token}` };
    const answer = await visits().send('code', JSON.stringify({ couponId: over }), headers);
    expectFailure(answer, 'notRedeemable');
  });
});

describe('a coupon', () => {
  it('says when and where it was used', async () => {
    const { clock, visitor } = visits();
    const somebody = await visitor();
    const couponId = await aCouponOf(somebody);
    const { code } = await somebody.get('code', { couponId });
    const till = await openTill(visits());
    expect(await till.redeem(code, { bizId: 'a/b/c', multiMark: 'SZ001' })).toBe('done');
    const { coupon } = await somebody.get('coupon', { couponId });
    expect(coupon).toMatchObject({ state: 'used', usedAt: clock.now(), usedIn: '深圳科技园店' });
    const { coupons } = await somebody.get('coupons', { tab: 'used' });
    expect(coupons.map((one) => one.couponId)).toEqual([couponId]);
  });

  it('does not say where, when the till did not', async () => {
    const somebody = await visits().visitor();
    const couponId = await aCouponOf(somebody);
    const { code } = await somebody.get('code', { couponId });
    expect(await (await openTill(visits())).redeem(code)).toBe('done');
    expect((await somebody.get('coupon', { couponId })).coupon).not.toHaveProperty('usedIn');
  });

  it.each([{}, { couponId: '' }, { couponId: 7 }, { couponId: 'c'.repeat(33) }])(
    'is not found by %j',
    async (request) => {
      const { ask } = await visits().visitor();
      for (const name of ['coupon', 'code', 'watch'] as const)
        expectFailure(await ask(name, { version: 1, ...request } as never), 'badRequest');
    },
  );
});
