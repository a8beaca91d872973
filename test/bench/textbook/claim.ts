// What the textbook servers share: the rules of a claim as anybody would write them down, and the answer in our shape. They use our
// tables, and none of our code that claims.
import { formatTime } from '../../../shared/sp/times.ts';

export interface ClaimBody {
  readonly user_code: string;
  readonly stock_id: string;
  readonly request_id: string;
  readonly extra?: string;
}

/** The stock with its counter, locked. */
export interface StockRow {
  readonly app_id: string;
  readonly status: number;
  readonly coupon_type: number;
  readonly coupon_amount_fen: number;
  readonly transaction_minimum_fen: number;
  readonly max_coupons_per_user: number;
  readonly begin_at: number;
  readonly end_at: number;
  readonly issued: number;
  readonly quota: number;
}

export interface CouponRow {
  readonly coupon_id: string;
  readonly user_code: string;
  readonly stock_id: string;
  readonly status: number;
  readonly receive_at: number;
}

export const tenantId = 'demo';

/** @returns the answer's code, if the claim has to be refused. */
export function whyRefused(stock: StockRow | undefined, ofUser: number, now: number): number | undefined {
  if (stock === undefined) return 410001;
  if (stock.status !== 3) return 410002;
  if (now > stock.end_at) return 410005;
  if (stock.issued >= stock.quota) return 410003;
  return ofUser >= stock.max_coupons_per_user ? 410004 : undefined;
}

export const isSame = (coupon: CouponRow, body: ClaimBody): boolean =>
  coupon.user_code === body.user_code && coupon.stock_id === body.stock_id;

let made = 0;

/** Grows, so that it is kind to the primary key. */
export function newCouponId(now: number): string {
  made = (made + 1) % 1_000_000;
  return String(BigInt(now) * 1_000_000n + BigInt(made));
}

export const refusal = (code: number) => ({ code, message: 'refused' });

export const success = (stock: StockRow, coupon: CouponRow) => ({
  code: 0,
  message: 'successful',
  data: {
    app_id: stock.app_id,
    stock_id: coupon.stock_id,
    coupon_id: coupon.coupon_id,
    coupon_type: stock.coupon_type,
    fixed_normal_coupon: {
      coupon_amount: stock.coupon_amount_fen,
      transaction_minimum: stock.transaction_minimum_fen,
    },
    available_begin_time: formatTime(stock.begin_at),
    available_end_time: formatTime(stock.end_at),
    receive_time: formatTime(coupon.receive_at),
    coupon_status: coupon.status,
  },
});
