// Who a consume is about, and which coupons: found before anything is locked, and looked at again under the locks.
import type { ConsumeRefusal } from '../domain/consume.ts';
import type { Customer } from '../domain/customer.ts';
import { findCustomer, findCustomerOf } from '../store/sql/customers.ts';
import { findCoupon, findCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import type { ConsumeRequest } from './consume.ts';
import type { UseCaseDeps } from './deps.ts';
import { type CodeGuard, readScanCode, type ScannedCoupon, type WhyNoCode } from './scan-code.ts';

export interface ConsumeSubject {
  readonly tenantId: string;
  /** Whose wallet it is; undefined: nobody's, only coupons are redeemed. */
  readonly customer: Customer | undefined;
  readonly coupons: readonly SubjectCoupon[];
}

type SubjectCoupon = Omit<ScannedCoupon, 'handle'> & Partial<Pick<ScannedCoupon, 'handle'>>;

export type WhyNoSubject = 'customerNotFound' | 'couponNotFound' | 'couponTwice' | 'ownersDiffer' | WhyNoCode;

const refused = (reason: WhyNoSubject, couponId?: string): ConsumeRefusal<WhyNoSubject> => ({
  kind: 'refused',
  reason,
  ...(couponId !== undefined && { couponId }),
});

export async function findSubject(
  deps: UseCaseDeps,
  request: ConsumeRequest,
  guard: CodeGuard,
): Promise<ConsumeSubject | ConsumeRefusal<WhyNoSubject>> {
  const { tenantId, customerId } = request;
  const named = customerId === undefined ? undefined : await customerOfId(deps, tenantId, customerId);
  if (customerId !== undefined && named === undefined) return refused('customerNotFound');
  const coupons = await couponsOf(deps, request, named, guard);
  if ('reason' in coupons) return coupons;
  if (new Set(coupons.map(({ couponId }) => couponId)).size < coupons.length) return refused('couponTwice');
  if (named !== undefined) return { tenantId, customer: named, coupons };
  const owners = new Set(coupons.map(({ userCode }) => userCode));
  const needsWallet = request.amountFen > 0 || request.points > 0 || request.payPassword !== undefined;
  if (needsWallet && owners.size !== 1) return refused('ownersDiffer');
  return {
    tenantId,
    customer: owners.size === 1 ? await ownerOf(deps, tenantId, coupons) : undefined,
    coupons,
  };
}

const customerOfId = (deps: UseCaseDeps, tenantId: string, customerId: string) =>
  findCustomer(deps.database.read, tenantId, customerId, deps.buckets);

async function couponsOf(
  deps: UseCaseDeps,
  { coupons: { by, values } }: ConsumeRequest,
  customer: Customer | undefined,
  guard: CodeGuard,
): Promise<SubjectCoupon[] | ConsumeRefusal<WhyNoSubject>> {
  const found: SubjectCoupon[] = [];
  for (const value of values) {
    const coupon =
      by === 'code' ? await readScanCode(deps, value, guard) : await couponOfId(deps, value, customer);
    if (typeof coupon === 'string') return refused(coupon);
    if (coupon === undefined) return refused('couponNotFound', value);
    found.push(coupon);
  }
  return found;
}

/** A customer's coupons are all in one bucket; whether it is really theirs is seen under the lock. */
async function couponOfId(
  deps: UseCaseDeps,
  couponId: string,
  customer: Customer | undefined,
): Promise<SubjectCoupon | undefined> {
  if (customer !== undefined) return { bucket: customer.bucket, couponId, userCode: customer.userCode };
  const coupon = await findCoupon(deps.database.read, couponId, deps.buckets);
  return coupon && { bucket: coupon.bucket, couponId, userCode: coupon.userCode };
}

/** The customer that a coupon's user is, if they are one yet; undefined for the coupon of another tenant, too. */
async function ownerOf(
  { database: { read } }: UseCaseDeps,
  tenantId: string,
  coupons: readonly SubjectCoupon[],
): Promise<Customer | undefined> {
  const [coupon] = await findCoupons(read, coupons.slice(0, 1));
  const stock = coupon && (await findStock(read, tenantId, coupon.stockId));
  return coupon && stock && findCustomerOf(read, { ...coupon, tenantId, appChannelId: stock.appChannelId });
}
