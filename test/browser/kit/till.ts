// The till in a journey: reads the code off the phone's screen and redeems the coupon through the merchant open API.
import { codeType } from '../../../shared/merchant/messages/redeem-rules.ts';
import type { TestPhone } from './phone.ts';
import { scan } from './scanner.ts';
import type { World } from './world.ts';

/** Of the demo. */
const storeCode = 'SZ001';
export const storeName = '深圳科技园店';

let visits = 0;

/** @returns when the till had its answer */
export async function redeem({ till }: World, code: string): Promise<number> {
  visits += 1;
  const answer = await till.call('communal.user.coupons-vertify', {
    bizId: `visit-${visits}`,
    type: codeType,
    couponsCardList: [code],
    multiMark: storeCode,
  });
  expect(answer).toMatchObject({ ok: true });
  return performance.now();
}

/** With the scanner held over the panel. @returns the 20 digits that both pictures hold */
export async function scannedCode({ browser }: World, phone: TestPhone): Promise<string> {
  const { qr, bars } = await scan(browser, await phone.page.locator('code-panel').screenshot());
  expect(bars).toMatch(/^\d{20}$/);
  expect(qr).toBe(bars);
  return String(qr);
}
