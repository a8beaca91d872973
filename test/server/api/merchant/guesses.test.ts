// Guessing at scan codes: every guess is refused, soon none is even looked at, and honest tills go on.
import { randomInt } from 'node:crypto';
import { codeGuard } from '../../../../server/api/merchant/guard.ts';
import { codeGuessLimits, createGuessLimit } from '../../../../server/api/steps/guess-limit.ts';
import { readScanCode } from '../../../../server/usecase/scan-code.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const offCoupon = 'coupon.off-coupon';
const consume = 'communal.user.consume';
const minute = 60_000;

const randomCode = () => Array.from({ length: 20 }, () => randomInt(10)).join('');
/** As one that knows how codes begin. */
const likelyCode = () => `1${randomCode().slice(1)}`;
/** Another proof for the same coupon. */
const wrongProof = (code: string, nth: number) =>
  code.slice(0, 12) + String((Number(code.slice(12)) + nth) % 1e8).padStart(8, '0');

describe('twenty random digits', () => {
  it('are refused a few hundred times over HTTP', async () => {
    const key = await newMerchant(shop().server.context, { account: 'guesser' });
    const { couponIds } = await shop().shopper({}, 1);
    const code = await shop().code(couponIds[0] ?? '');
    await shop().untouched(async () => {
      for (let nth = 0; nth < 300; nth += 1) {
        const guess = { code: likelyCode(), deviceSn: `till-${nth}` };
        expectRefusal(await shop().call(offCoupon, guess, { key }), 'codeInvalid');
      }
      for (let nth = 0; nth < 20; nth += 1) {
        const guess = { bizId: 'b', type: 1, couponsCardList: randomCode(), deviceSn: `new-${nth}` };
        expectRefusal(await shop().call(consume, guess, { key }), 'tooManyCodes');
      }
      expectRefusal(await shop().call(offCoupon, { code }, { key }), 'tooManyCodes');
    });
    expectData(offCoupon, await shop().call(offCoupon, { code }));
    await shop().pass(minute);
    expectData(offCoupon, await shop().call(offCoupon, { code }, { key }));
  });

  it('hit nothing in 100,000 tries under many tills', async () => {
    const { clock, server } = shop();
    const { useCases } = server.context;
    const { couponIds } = await shop().shopper({}, 1);
    const code = await shop().code(couponIds[0] ?? '');
    const guesses = createGuessLimit({ limits: codeGuessLimits, now: clock.now });
    const seen = new Map<unknown, number>();
    for (let nth = 0; nth < 100_000; nth += 1) {
      const guard = codeGuard({ guesses }, 'guesser', `till-${nth}`);
      const result = await readScanCode(useCases, nth % 2 === 0 ? likelyCode() : randomCode(), guard);
      seen.set(result, (seen.get(result) ?? 0) + 1);
    }
    expect(seen).toEqual(
      new Map([
        ['codeInvalid', 300],
        ['tooManyCodes', 99_700],
      ]),
    );
    const other = await readScanCode(useCases, code, codeGuard({ guesses }, 'honest', 'till-1'));
    expect(other).toMatchObject({ couponId: couponIds[0] });
  });
});

describe('guesses at one coupon', () => {
  it('stop after five, whoever makes them', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    const [couponId = ''] = couponIds;
    const code = await shop().code(couponId);
    for (let nth = 1; nth <= 5; nth += 1) {
      const key = await newMerchant(shop().server.context, { account: `guesser${nth}` });
      expectRefusal(await shop().call(offCoupon, { code: wrongProof(code, nth) }, { key }), 'codeInvalid');
    }
    expectRefusal(await shop().call(offCoupon, { code }), 'tooManyCodes');
    await shop().pass(2 * minute);
    const fresh = { code: await shop().code(couponId) };
    expectData(offCoupon, await shop().call(offCoupon, fresh));
  });
});

describe('a till that goes wrong', () => {
  it('stops itself and no other till', async () => {
    const { couponIds } = await shop().shopper({}, 1);
    const code = await shop().code(couponIds[0] ?? '');
    const at = (deviceSn: string, one: string) => shop().call(offCoupon, { code: one, deviceSn });
    for (let nth = 0; nth < 10; nth += 1) expectRefusal(await at('broken', randomCode()), 'codeInvalid');
    expectRefusal(await at('broken', code), 'tooManyCodes');
    expectData(offCoupon, await at('fine', code));
  });

  it('may be wrong all at once, too', async () => {
    const calls = Array.from({ length: 30 }, () => {
      const params = { bizId: 'b', type: 1, couponsCardList: randomCode(), deviceSn: 'hasty' };
      return shop().call(consume, params);
    });
    const codes = (await Promise.all(calls)).map(({ json }) => json.code);
    expect(codes.filter((code) => code === 40208)).toHaveLength(10);
    expect(codes.filter((code) => code === 40209)).toHaveLength(20);
  });
});
