// The stocks' counters for another number of buckets: each has issued what its users have, and what is left is shared out.
import { bucketOf } from '../../domain/bucket.ts';
import { type Counter, counterKey } from '../../domain/claims.ts';
import { issuedOf, shareQuota } from '../../domain/quota.ts';
import type { Session } from '../database.ts';
import { StoreRefused } from '../refused.ts';
import { type Row, scan } from './scan.ts';

/** In the order of tenant, stock and bucket. @throws StoreRefused where a stock's counter and its users disagree */
export async function splitCounters(source: Session, buckets: number): Promise<Row[]> {
  const stocks = await countersOfStocks(source);
  if (buckets === 1) return stocks.map(rowOf);
  const issued = await issuedByBucket(source, buckets);
  return stocks.flatMap((stock) => {
    const counters = Array.from({ length: buckets }, (_, bucket) => {
      const counter = { ...stock, bucket, quota: 0 };
      return { ...counter, issued: issued.get(counterKey(counter)) ?? 0 };
    });
    if (issuedOf(counters) !== stock.issued) {
      throw new StoreRefused(
        `stock ${stock.stockId} counts ${stock.issued} coupons, but its users ${issuedOf(counters)}, so they cannot be spread over buckets: run "doctor"`,
      );
    }
    return shareQuota(stock.quota, counters).map(rowOf);
  });
}

/** All the source's counters of a stock in one. */
async function countersOfStocks(source: Session): Promise<Counter[]> {
  const bytes = source.dialect.name === 'postgres' ? ' COLLATE "C"' : '';
  const rows = await source.all<{ tenant_id: string; stock_id: string; quota: number; issued: number }>(
    `SELECT tenant_id, stock_id, SUM(quota) AS quota, SUM(issued) AS issued FROM stock_counter
     GROUP BY tenant_id, stock_id ORDER BY tenant_id${bytes}, stock_id${bytes}`,
  );
  return rows.map((row) => ({
    bucket: 0,
    tenantId: row.tenant_id,
    stockId: row.stock_id,
    quota: Number(row.quota),
    issued: Number(row.issued),
  }));
}

async function issuedByBucket(source: Session, buckets: number): Promise<ReadonlyMap<string, number>> {
  const issued = new Map<string, number>();
  const users = {
    name: 'users',
    key: { tenant_id: 'text', stock_id: 'text', user_code: 'text' },
    select: 'SELECT t.tenant_id, t.stock_id, t.user_code, t.issued FROM stock_user t',
    inBuckets: true,
  } as const;
  for await (const page of scan(source, users)) {
    for (const row of page) {
      const bucket = bucketOf(String(row['user_code']), buckets);
      const key = counterKey({
        bucket,
        tenantId: String(row['tenant_id']),
        stockId: String(row['stock_id']),
      });
      issued.set(key, (issued.get(key) ?? 0) + Number(row['issued']));
    }
  }
  return issued;
}

const rowOf = ({ bucket, tenantId, stockId, quota, issued }: Counter): Row => ({
  bucket,
  tenant_id: tenantId,
  stock_id: stockId,
  quota,
  issued,
});
