// The code that a phone shows and a till scans. Showing one writes nothing but the coupon's handle, once; reading one writes nothing.
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { bucketOf } from '../domain/bucket.ts';
import { type Coupon, effective } from '../domain/coupon.ts';
import { handleOf, type MintedCode, mintCode, newHandle, verifyCode } from '../domain/redeem-code.ts';
import { lockCoupons } from '../store/sql/find-coupons.ts';
import { findHandle, giveHandle } from '../store/sql/redeem-handles.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** @throws Refusal when the coupon cannot be redeemed any more */
export async function scanCodeOf(deps: UseCaseDeps, coupon: Coupon): Promise<MintedCode> {
  const now = deps.now();
  if (effective(coupon, now).status !== CouponStatus.available)
    throw new Refusal(
      'stateForbids',
      `coupon ${coupon.couponId} cannot be redeemed any more: it has no code`,
    );
  const handle = coupon.redeemHandle ?? (await ensureHandle(deps, coupon));
  return mintCode(deps.codeMac, handle, now);
}

/** So many random handles are not all taken. */
const tries = 10;

function ensureHandle(deps: UseCaseDeps, key: Coupon): Promise<string> {
  return deps.database.transaction(async (tx) => {
    const [coupon] = await lockCoupons(tx, [key]);
    if (coupon === undefined) throw new Error(`coupon ${key.couponId} is gone`);
    if (coupon.redeemHandle !== undefined) return coupon.redeemHandle;
    for (let left = tries; left > 0; left -= 1) {
      const handle = newHandle();
      if (await giveHandle(tx, coupon, handle, deps.buckets)) return handle;
    }
    throw new Error('no handle is free');
  });
}

/** Stops whoever guesses codes. The handle is the code's, undefined where it has none. */
export interface CodeGuard {
  blocked(handle: string | undefined): boolean;
  wrong(handle: string | undefined): void;
}

/** For those who may guess as often as they like: they have the database. */
export const unguarded: CodeGuard = { blocked: () => false, wrong: () => undefined };

export interface ScannedCoupon {
  readonly bucket: number;
  readonly couponId: string;
  readonly userCode: string;
  readonly handle: string;
}

export type WhyNoCode = 'codeInvalid' | 'tooManyCodes';

/**
 * What a code stands for; whether the coupon still knows the handle is for the caller to see. The proof is verified before anything is
 * looked up, so that a guess costs the same whatever it hits; and counted in the same turn, so that guesses cannot pass side by side.
 */
export async function readScanCode(
  deps: UseCaseDeps,
  code: string,
  guard: CodeGuard,
): Promise<ScannedCoupon | WhyNoCode> {
  const claimed = handleOf(code);
  if (guard.blocked(claimed)) return 'tooManyCodes';
  const verified = verifyCode(deps.codeMac, code, deps.now());
  if (verified === undefined) {
    guard.wrong(claimed);
    return 'codeInvalid';
  }
  const { handle } = verified;
  const owner = await findHandle(deps.database.read, handle, deps.buckets);
  return owner === undefined
    ? 'codeInvalid'
    : { ...owner, handle, bucket: bucketOf(owner.userCode, deps.buckets) };
}
