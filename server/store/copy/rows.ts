// The rows that the target must have: the source's, each in the bucket that it belongs to there.
import { bucketOf } from '../../domain/bucket.ts';
import type { Session } from '../database.ts';
import { splitCounters } from './counters.ts';
import { compareKeys } from './order.ts';
import { type Key, keyOf, pageSize, type Row, type Scan, scan } from './scan.ts';
import type { CopiedTable } from './tables.ts';

/** Added to what is read, and taken out again: whose the row is. */
const userColumn = 'copied_user_code';

/** In pages, in the order of the keys. @param after begins behind the row of this key */
export async function* wantedRows(
  source: Session,
  table: CopiedTable,
  buckets: number,
  after?: Key,
): AsyncGenerator<Row[]> {
  if (table.kind === 'counters') {
    const rows = await splitCounters(source, buckets);
    yield* pagesOf(rows.filter((row) => !after || compareKeys(keyOf(row, table.key), after) > 0));
    return;
  }
  if (table.kind === 'requests' && buckets === 1) return;
  for await (const page of scan(source, sourceOf(table, buckets), after)) {
    yield table.kind === 'shared' ? page : page.map((row) => inItsBucket(row, table, buckets));
  }
}

/** What the target has, read the same way. */
export function presentRows(target: Session, table: CopiedTable): AsyncGenerator<Row[]> {
  const { name, key, where, kind } = table;
  return scan(target, {
    name,
    key,
    select: `SELECT t.* FROM ${name} t`,
    where,
    inBuckets: kind !== 'shared',
  });
}

function sourceOf({ name, key, kind, user, where }: CopiedTable, buckets: number): Scan {
  if (kind === 'requests') {
    const select = `SELECT t.tenant_id, t.request_id, t.coupon_id, t.user_code AS ${userColumn} FROM coupon t`;
    return { name, key, select, where: 't.request_id IS NOT NULL', inBuckets: true };
  }
  const whose = user === undefined || buckets === 1 ? '' : `, (${user}) AS ${userColumn}`;
  return { name, key, select: `SELECT t.*${whose} FROM ${name} t`, where, inBuckets: kind !== 'shared' };
}

function inItsBucket(row: Row, { kind }: CopiedTable, buckets: number): Row {
  const { [userColumn]: user = null, ...rest } = row;
  const bucket = user === null ? 0 : bucketOf(String(user), buckets);
  // A request lies in a bucket of its own, and says where its coupon is.
  return kind === 'requests'
    ? { ...rest, bucket: bucketOf(String(rest['request_id']), buckets), coupon_bucket: bucket }
    : { ...rest, bucket };
}

function* pagesOf(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += pageSize) yield rows.slice(from, from + pageSize);
}
