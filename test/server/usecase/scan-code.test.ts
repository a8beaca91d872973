// The code of a coupon: one handle whoever asks, none when it is over, nothing for what nobody has.
import type { Context } from '../../../server/context.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import { mintCode } from '../../../server/domain/redeem-code.ts';
import { type CodeGuard, readScanCode, scanCodeOf, unguarded } from '../../../server/usecase/scan-code.ts';
import { dayMs } from '../../kit/builders.ts';
import { createClock, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { claimFor } from '../../kit/merchant.ts';
import { runningStock } from '../../kit/stocks.ts';

let context: Context;
let clock: TestClock;
let coupon: Coupon;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  coupon = await claimFor(context, await runningStock(context), 'ann');
});

const read = (code: string, guard: CodeGuard = unguarded) => readScanCode(context.useCases, code, guard);

it('is one, though two pages ask for the first at once', async () => {
  const codes = await Promise.all([coupon, coupon].map((one) => scanCodeOf(context.useCases, one)));
  expect(codes[0]).toEqual(codes[1]);
  const { bucket, couponId, userCode } = coupon;
  expect(await read(codes[0]?.code ?? '')).toMatchObject({ bucket, couponId, userCode });
});

it('is not made for a coupon that is over', async () => {
  clock.advance(dayMs + 1);
  await expect(scanCodeOf(context.useCases, coupon)).rejects.toMatchObject({
    key: 'stateForbids',
    message: expect.stringContaining(coupon.couponId),
  });
});

it('stands for nothing where it was made by us for a handle that no coupon has', async () => {
  const { code } = mintCode(context.useCases.codeMac, '00000000000', clock.now());
  expect(await read(code)).toBe('codeInvalid');
});

it('is not looked at where guesses are stopped, and a wrong one is counted', async () => {
  const wrong: (string | undefined)[] = [];
  const counting = { blocked: () => false, wrong: (handle: string | undefined) => wrong.push(handle) };
  const { code } = await scanCodeOf(context.useCases, coupon);
  expect(await read(code, { ...counting, blocked: () => true })).toBe('tooManyCodes');
  expect(await read(code, counting)).toMatchObject({ couponId: coupon.couponId });
  expect(wrong).toEqual([]);
  expect(await read('10000000000000000000', counting)).toBe('codeInvalid');
  expect(await read('none', counting)).toBe('codeInvalid');
  expect(wrong).toEqual(['00000000000', undefined]);
});
