// The coupons of the user in front of the plugin: a page of the wallet, and one of them; never anybody else's.
import { bucketOf } from '../domain/bucket.ts';
import type { TicketOwner } from '../domain/claim-ticket.ts';
import { stockKey } from '../domain/claims.ts';
import { readConsumeRef } from '../domain/consume.ts';
import { type Coupon, effective } from '../domain/coupon.ts';
import type { Stock } from '../domain/stock.ts';
import { findConsume } from '../store/sql/consumes.ts';
import { countUserCoupons } from '../store/sql/count-user-coupons.ts';
import { findCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { listWalletCoupons, type WalletPlace, type WalletTab } from '../store/sql/list-wallet-coupons.ts';
import { listStores } from '../store/sql/stores.ts';
import type { UseCaseDeps } from './deps.ts';
import { stocksOf } from './stocks-of.ts';

export type { WalletPlace };

export interface WalletCoupon {
  /** As it is now. */
  readonly coupon: Coupon;
  readonly stock: Stock;
}

export interface WalletPage {
  readonly counts: Readonly<Record<WalletTab, number>>;
  readonly coupons: readonly WalletCoupon[];
  /** There are more behind it. */
  readonly next: WalletPlace | undefined;
}

const pageSize = 20;

export async function walletPage(
  deps: UseCaseDeps,
  owner: TicketOwner,
  tab: WalletTab,
  after: WalletPlace | undefined,
): Promise<WalletPage> {
  const { read } = deps.database;
  const now = deps.now();
  const user = { ...owner, bucket: bucketOf(owner.userCode, deps.buckets), now };
  const found = await listWalletCoupons(read, { ...user, tab, after, limit: pageSize + 1 });
  const page = found.slice(0, pageSize);
  const stocks = await stocksOf(
    read,
    page.map(({ coupon }) => coupon),
  );
  const byStatus = await countUserCoupons(read, user);
  return {
    counts: {
      available: (byStatus.get(0) ?? 0) + (byStatus.get(2) ?? 0),
      used: byStatus.get(1) ?? 0,
      ended: byStatus.get(6) ?? 0,
    },
    coupons: page.flatMap(({ coupon }) => {
      const stock = stocks.get(stockKey(coupon));
      return stock === undefined ? [] : [{ coupon: effective(coupon, now), stock }];
    }),
    next: found.length > pageSize ? page.at(-1)?.place : undefined,
  };
}

/** @returns undefined where the user has no such coupon: whether anybody else has is not told */
export async function couponOfUser(
  deps: UseCaseDeps,
  owner: TicketOwner,
  couponId: string,
): Promise<WalletCoupon | undefined> {
  const { read } = deps.database;
  const bucket = bucketOf(owner.userCode, deps.buckets);
  const [coupon] = await findCoupons(read, [{ bucket, couponId }]);
  if (coupon?.userCode !== owner.userCode || coupon.tenantId !== owner.tenantId) return undefined;
  const stock = await findStock(read, owner.tenantId, coupon.stockId);
  if (stock?.appChannelId !== owner.appChannelId) return undefined;
  return { coupon: effective(coupon, deps.now()), stock };
}

/** The name of the store where a coupon was redeemed, as far as the till has said which it is. */
export async function storeOfUse(
  deps: UseCaseDeps,
  { tenantId, redeemedBy }: Coupon,
): Promise<string | undefined> {
  const consumed = readConsumeRef(redeemedBy);
  if (consumed === undefined) return undefined;
  const { read } = deps.database;
  const storeCode = (await findConsume(read, { tenantId, ...consumed }, deps.buckets))?.storeCode;
  if (storeCode === undefined) return undefined;
  const store = (await listStores(read, tenantId)).find((one) => one.storeCode === storeCode);
  return store?.name ?? storeCode;
}
