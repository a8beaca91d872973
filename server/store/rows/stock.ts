// The stock table's row and the domain's stock, each made from the other.
import { CouponType } from '../../../shared/sp/vocabulary.ts';
import type { Benefit, Stock } from '../../domain/stock.ts';
import type { SqlValue } from '../database.ts';

export interface StockRow {
  tenant_id: string;
  stock_id: string;
  app_channel_id: number;
  app_id: string;
  stock_name: string;
  instructions: string;
  coupon_name: string;
  coupon_desc: string;
  coupon_type: number;
  coupon_amount_fen: number | null;
  cut_to_price_fen: number | null;
  discount_amount_max_fen: number | null;
  discount_percent: number | null;
  transaction_minimum_fen: number;
  max_coupons: number;
  max_coupons_per_user: number;
  begin_at: number;
  end_at: number;
  created_at: number;
  buss_classify: number | null;
  status: number;
  version: number;
  synced_at: number | null;
}

/** In the order of `stockValues`. */
export const stockColumns = `tenant_id, stock_id, app_channel_id, app_id, stock_name, instructions, coupon_name, coupon_desc,
  coupon_type, coupon_amount_fen, cut_to_price_fen, discount_amount_max_fen, discount_percent, transaction_minimum_fen,
  max_coupons, max_coupons_per_user, begin_at, end_at, created_at, buss_classify, status, version, synced_at`;

export function stockFromRow(row: StockRow): Stock {
  return {
    tenantId: row.tenant_id,
    stockId: row.stock_id,
    appChannelId: row.app_channel_id,
    appId: row.app_id,
    stockName: row.stock_name,
    instructions: row.instructions,
    couponName: row.coupon_name,
    couponDesc: row.coupon_desc,
    benefit: benefitFromRow(row),
    maxCoupons: row.max_coupons,
    maxCouponsPerUser: row.max_coupons_per_user,
    beginAt: row.begin_at,
    endAt: row.end_at,
    createdAt: row.created_at,
    bussClassify: row.buss_classify ?? undefined,
    status: row.status as Stock['status'],
    version: row.version,
    syncedAt: row.synced_at ?? undefined,
  };
}

/** The constraints of the table hold each type together with its own columns. */
function benefitFromRow(row: StockRow): Benefit {
  const transactionMinimumFen = row.transaction_minimum_fen;
  if (row.coupon_type === CouponType.fixedAmount) {
    return {
      couponType: CouponType.fixedAmount,
      couponAmountFen: row.coupon_amount_fen ?? 0,
      transactionMinimumFen,
    };
  }
  if (row.coupon_type === CouponType.cutToPrice) {
    return {
      couponType: CouponType.cutToPrice,
      cutToPriceFen: row.cut_to_price_fen ?? 0,
      transactionMinimumFen,
    };
  }
  return {
    couponType: CouponType.discount,
    discountAmountMaxFen: row.discount_amount_max_fen ?? 0,
    discountPercent: row.discount_percent ?? 0,
    transactionMinimumFen,
  };
}

export function stockValues(stock: Stock): SqlValue[] {
  const { benefit } = stock;
  return [
    stock.tenantId,
    stock.stockId,
    stock.appChannelId,
    stock.appId,
    stock.stockName,
    stock.instructions,
    stock.couponName,
    stock.couponDesc,
    benefit.couponType,
    benefit.couponType === CouponType.fixedAmount ? benefit.couponAmountFen : null,
    benefit.couponType === CouponType.cutToPrice ? benefit.cutToPriceFen : null,
    benefit.couponType === CouponType.discount ? benefit.discountAmountMaxFen : null,
    benefit.couponType === CouponType.discount ? benefit.discountPercent : null,
    benefit.transactionMinimumFen,
    stock.maxCoupons,
    stock.maxCouponsPerUser,
    stock.beginAt,
    stock.endAt,
    stock.createdAt,
    stock.bussClassify ?? null,
    stock.status,
    stock.version,
    stock.syncedAt ?? null,
  ];
}
