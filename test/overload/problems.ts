// Holds the store to what callers were told: who was served has exactly one coupon, and who was turned away has none.
import type { Database } from '../../server/store/database.ts';
import type { Tally } from './crowd.ts';

const atMost = 5;

/** @returns all that is wrong, in words */
export async function problemsOf(tally: Tally, { read }: Database, stockId: string): Promise<string[]> {
  const rows = await read.all<{ request_id: string; coupon_id: string }>(
    'SELECT request_id, coupon_id FROM coupon WHERE stock_id = ?',
    [stockId],
  );
  const [counter] = await read.all<{ issued: number }>(
    'SELECT SUM(issued) AS issued FROM stock_counter WHERE stock_id = ?',
    [stockId],
  );
  const stored = new Map(rows.map((row) => [row.request_id, row.coupon_id]));
  const unlike = [...tally.claimed].filter(([requestId, couponId]) => stored.get(requestId) !== couponId);
  const untold = [...stored.keys()].filter((requestId) => !tally.claimed.has(requestId));
  return [
    ...tally.wrong.slice(0, atMost),
    ...unlike.slice(0, atMost).map(([requestId]) => `${requestId} was served, but has not that coupon`),
    ...untold.slice(0, atMost).map((requestId) => `${requestId} has a coupon, but was not told so`),
    ...(stored.size === rows.length ? [] : ['a request has two coupons']),
    ...(Number(counter?.issued) === rows.length ? [] : [`${counter?.issued} counted, ${rows.length} there`]),
  ];
}
