// A stock, a coupon, a claim: whole ones, of which a test names only what it is about.
import type { ClaimRequest } from '../../server/domain/claims.ts';
import type { Coupon } from '../../server/domain/coupon.ts';
import type { Stock } from '../../server/domain/stock.ts';
import type { ConsumeRequest } from '../../server/usecase/consume.ts';
import type { StockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { CouponStatus, CouponType, StockStatus } from '../../shared/sp/vocabulary.ts';
import { noon } from './clock.ts';

export const dayMs = 86_400_000;
const tenantId = 'demo';
const stockId = 'test001';
const userCode = 'udxbxd';

/** Running, from a day before noon to a day after. */
export function aStock(overrides: Partial<Stock> = {}): Stock {
  return {
    tenantId,
    stockId,
    appChannelId: 1,
    appId: 'wx1111111111',
    stockName: '代驾10元代金券',
    instructions: '优惠券使用简介',
    couponName: '代驾代金券',
    couponDesc: '消费满100元可用',
    benefit: { couponType: CouponType.fixedAmount, couponAmountFen: 1000, transactionMinimumFen: 10_000 },
    maxCoupons: 100,
    maxCouponsPerUser: 1,
    beginAt: noon - dayMs,
    endAt: noon + dayMs,
    bussClassify: undefined,
    createdAt: noon - dayMs,
    status: StockStatus.running,
    version: 1,
    syncedAt: undefined,
    ...overrides,
  };
}

/** Available, claimed at noon, with the validity of `aStock`. */
export function aCoupon(overrides: Partial<Coupon> = {}): Coupon {
  return {
    bucket: 0,
    couponId: '2121212121212121212',
    tenantId,
    stockId,
    userCode,
    requestId: 'r1',
    source: 'claim',
    issuedBy: undefined,
    status: CouponStatus.available,
    version: 1,
    beginAt: noon - dayMs,
    endAt: noon + dayMs,
    receiveAt: noon,
    usedAt: undefined,
    endedAt: undefined,
    extra: undefined,
    phone: undefined,
    hold: undefined,
    redeemedBy: undefined,
    redeemHandle: undefined,
    ...overrides,
  };
}

export function aClaim(overrides: Partial<ClaimRequest> = {}): ClaimRequest {
  return {
    bucket: 0,
    tenantId,
    appChannelId: 1,
    stockId,
    userCode,
    requestId: 'r1',
    source: 'claim',
    extra: undefined,
    phone: undefined,
    ...overrides,
  };
}

/** Of nothing yet, by the account `naixue` and bizId `b1`. */
export function aConsume(overrides: Partial<ConsumeRequest> = {}): ConsumeRequest {
  return {
    tenantId,
    account: 'naixue',
    bizId: 'b1',
    customerId: undefined,
    coupons: { by: 'id', values: [] },
    amountFen: 0,
    points: 0,
    payPassword: undefined,
    storeCode: undefined,
    orderFen: undefined,
    take: 'recharge-first',
    booking: 'head-office',
    actor: 'till',
    ...overrides,
  };
}

export const byId = (...values: string[]): ConsumeRequest['coupons'] => ({ by: 'id', values });

/** What `stock create` reads, with the terms of `aStock`; of another id, since the demo has that one. */
export function aStockInput(overrides: Partial<StockInput> = {}): StockInput {
  return {
    app_channel_id: 1,
    stock_id: 'test002',
    stock_name: '代驾10元代金券',
    instructions: '优惠券使用简介',
    coupon_name: '代驾代金券',
    coupon_desc: '消费满100元可用',
    coupon_type: CouponType.fixedAmount,
    fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
    max_coupons: 100,
    max_coupons_per_user: 1,
    available_begin_time: noon - dayMs,
    available_end_time: noon + dayMs,
    ...overrides,
  };
}
