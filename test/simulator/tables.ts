// What Tencent knows: its stocks and coupons, as the callbacks told them. Rows are spelt as the wire spells them.
import type { OutboundName, RequestOf } from '../../shared/sp/interfaces.ts';

export type StockRow = RequestOf<'stock.rsync'>;

/** Of a coupon that Tencent claimed itself, no more is known than its status callbacks say. */
export type CouponRow = Pick<RequestOf<'coupon.rsync'>, 'stock_id' | 'coupon_id' | 'user_code'> &
  Partial<Omit<RequestOf<'coupon.rsync'>, 'coupon_status'>> &
  Pick<RequestOf<'coupon.status.rsync'>, 'coupon_status'> &
  Partial<RequestOf<'coupon.status.rsync'>>;

/** Sorted by their ids. */
export interface State {
  readonly stocks: readonly StockRow[];
  readonly coupons: readonly CouponRow[];
}

/** A callback whose every field was found right. */
export type Callback = {
  [Name in OutboundName]: { readonly interface: Name; readonly message: RequestOf<Name> };
}[OutboundName];

export interface Tables {
  readonly stocks: Map<string, StockRow>;
  readonly coupons: Map<string, CouponRow>;
}

export function createTables(): Tables {
  return { stocks: new Map(), coupons: new Map() };
}

export function stateOf({ stocks, coupons }: Tables): State {
  return { stocks: sorted(stocks), coupons: sorted(coupons) };
}

function sorted<Row>(rows: Map<string, Row>): Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
