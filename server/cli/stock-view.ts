// Stocks as the command line shows them: as /stock/rsync does, with what was issued and what is left.
import { CouponType } from '../../shared/sp/vocabulary.ts';
import type { Context } from '../context.ts';
import type { Benefit, Stock } from '../domain/stock.ts';
import { stockView } from '../domain/views.ts';
import { channelOf } from '../usecase/channel-of.ts';
import { fields, table } from './output.ts';
import { couponTypeWords, stockStatusWords, timeWords, yuan } from './words.ts';

export interface StockRow {
  readonly stock: Stock;
  readonly issued: number;
}

export function stockJson({ directory }: Pick<Context, 'directory'>, { stock, issued }: StockRow) {
  return {
    ...stockView(stock, channelOf({ directory }, stock).policies),
    ...cutToCoupon(stock.benefit),
    issued,
    left: stock.maxCoupons - issued,
  };
}

/** The wire has no object for 减至券; here they have the one that `stock create` takes. */
function cutToCoupon(benefit: Benefit) {
  if (benefit.couponType !== CouponType.cutToPrice) return {};
  const { cutToPriceFen: cut_to_price, transactionMinimumFen: transaction_minimum } = benefit;
  return { cut_to_coupon: { cut_to_price, transaction_minimum } };
}

export function stocksText(rows: readonly StockRow[]): string {
  if (rows.length === 0) return 'There is no stock: make one with "stock create".';
  return table(
    ['STOCK', 'NAME', 'BENEFIT', 'STATUS', 'ISSUED', 'LEFT', 'UNTIL'],
    rows.map(({ stock, issued }) => [
      stock.stockId,
      stock.stockName,
      benefitWords(stock.benefit),
      stockStatusWords[stock.status],
      String(issued),
      String(stock.maxCoupons - issued),
      timeWords(stock.endAt),
    ]),
  );
}

export function stockText({ stock, issued }: StockRow): string {
  return fields({
    stock: stock.stockId,
    name: stock.stockName,
    status: `${stockStatusWords[stock.status]} (${stock.status})`,
    channel: stock.appChannelId,
    'app id': stock.appId,
    coupon: stock.couponName,
    description: stock.couponDesc,
    instructions: stock.instructions,
    benefit: `${couponTypeWords[stock.benefit.couponType]}, ${benefitWords(stock.benefit)}`,
    issued: `${issued} of ${stock.maxCoupons}, ${stock.maxCoupons - issued} left`,
    'per user': stock.maxCouponsPerUser,
    valid: `${timeWords(stock.beginAt)} to ${timeWords(stock.endAt)}`,
    created: timeWords(stock.createdAt),
    buss_classify: stock.bussClassify,
    'at 出行服务': stock.syncedAt === undefined ? 'not confirmed yet' : `since ${timeWords(stock.syncedAt)}`,
  });
}

function benefitWords(benefit: Benefit): string {
  const from = benefit.transactionMinimumFen === 0 ? '' : ` from ${yuan(benefit.transactionMinimumFen)}`;
  if (benefit.couponType === CouponType.fixedAmount) return `${yuan(benefit.couponAmountFen)} off${from}`;
  if (benefit.couponType === CouponType.cutToPrice) return `pay ${yuan(benefit.cutToPriceFen)}${from}`;
  return `pay ${benefit.discountPercent} %, ${yuan(benefit.discountAmountMaxFen)} off at most${from}`;
}
