// A stock (批次): its terms, its states and which of them lead where (sp §8).
import { type CouponType, StockStatus } from '../../shared/sp/vocabulary.ts';

/** What a coupon of the stock takes off; money in fen. */
export type Benefit =
  | {
      readonly couponType: typeof CouponType.fixedAmount;
      readonly couponAmountFen: number;
      readonly transactionMinimumFen: number;
    }
  | {
      readonly couponType: typeof CouponType.cutToPrice;
      readonly cutToPriceFen: number;
      readonly transactionMinimumFen: number;
    }
  | {
      readonly couponType: typeof CouponType.discount;
      readonly discountAmountMaxFen: number;
      /** What the user pays, in percent: 88 = 八八折. */
      readonly discountPercent: number;
      readonly transactionMinimumFen: number;
    };

export interface StockTerms {
  readonly stockName: string;
  readonly instructions: string;
  readonly couponName: string;
  readonly couponDesc: string;
  readonly benefit: Benefit;
  readonly maxCoupons: number;
  readonly maxCouponsPerUser: number;
  readonly beginAt: number;
  readonly endAt: number;
  readonly bussClassify: number | undefined;
}

export interface Stock extends StockTerms {
  readonly tenantId: string;
  readonly stockId: string;
  readonly appChannelId: number;
  readonly appId: string;
  readonly createdAt: number;
  readonly status: StockStatus;
  readonly version: number;
  /** When the peer first confirmed a /stock/rsync of it; undefined: not yet. */
  readonly syncedAt: number | undefined;
}

export type StockEvent = 'activate' | 'submit' | 'approve' | 'reject' | 'pause' | 'resume' | 'stop';

/** The state machine, as data: code, tests and the diagram in the documentation come from it. */
export const stockTransitions: readonly { from: StockStatus; event: StockEvent; to: StockStatus }[] = [
  { from: StockStatus.inactive, event: 'activate', to: StockStatus.running },
  { from: StockStatus.inactive, event: 'submit', to: StockStatus.inReview },
  { from: StockStatus.inReview, event: 'approve', to: StockStatus.running },
  { from: StockStatus.inReview, event: 'reject', to: StockStatus.inactive },
  { from: StockStatus.running, event: 'pause', to: StockStatus.paused },
  { from: StockStatus.paused, event: 'resume', to: StockStatus.running },
  { from: StockStatus.running, event: 'stop', to: StockStatus.stopped },
  { from: StockStatus.paused, event: 'stop', to: StockStatus.stopped },
];

/** @returns the status that the event leads to, or undefined when the stock's state does not allow it. */
export function nextStockStatus(from: StockStatus, event: StockEvent): StockStatus | undefined {
  return stockTransitions.find((row) => row.from === from && row.event === event)?.to;
}
