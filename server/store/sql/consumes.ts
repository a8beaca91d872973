// Consumes by their bizId: what was taken, what was answered, and whether it was given back.
import { bucketOf } from '../../domain/bucket.ts';
import type { ConsumeKey } from '../../domain/consume.ts';
import type { Funds } from '../../domain/wallet.ts';
import { first, type Session } from '../database.ts';
import { placeholders } from './placeholders.ts';

export interface StoredConsume extends ConsumeKey {
  /** void: its reversal came first, so that it must not happen any more. */
  readonly state: 'done' | 'reversed' | 'void';
  /** Of what was asked for. */
  readonly fingerprint: string;
  readonly at: number;
  readonly actor: string;
  readonly storeCode: string | undefined;
  readonly coupons: readonly { readonly couponId: string; readonly userCode: string }[];
  /** Whose wallet it was, if one was known. */
  readonly customer: { readonly customerId: string; readonly userCode: string } | undefined;
  readonly taken: Funds;
  /** What was answered, so that the same request is answered the same. */
  readonly answer: object;
  readonly reversal: { readonly at: number; readonly by: string; readonly answer: object } | undefined;
}

interface ConsumeRow {
  tenant_id: string;
  account: string;
  biz_id: string;
  state: StoredConsume['state'];
  fingerprint: string;
  at: number;
  actor: string;
  store_code: string | null;
  coupons: string;
  customer_id: string | null;
  user_code: string | null;
  recharge_fen: number;
  gift_fen: number;
  points: number;
  answer: string;
  reversed_at: number | null;
  reversed_by: string | null;
  reversal_answer: string | null;
}

const columns = `bucket, tenant_id, account, biz_id, state, fingerprint, at, actor, store_code, coupons, customer_id, user_code,
  recharge_fen, gift_fen, points, answer`;
const readColumns = `${columns}, reversed_at, reversed_by, reversal_answer`;
const byKey = `SELECT ${readColumns} FROM consume WHERE bucket = ? AND tenant_id = ? AND account = ? AND biz_id = ?`;

const keyOf = ({ tenantId, account, bizId }: ConsumeKey, buckets: number) => [
  bucketOf(bizId, buckets),
  tenantId,
  account,
  bizId,
];

export async function findConsume(
  session: Session,
  key: ConsumeKey,
  buckets: number,
): Promise<StoredConsume | undefined> {
  const row = await first<ConsumeRow>(session, byKey, keyOf(key, buckets));
  return row && consumeFromRow(row);
}

/** Whoever locks its coupons and its wallet too has locked them before. */
export async function lockConsume(
  tx: Session,
  key: ConsumeKey,
  buckets: number,
): Promise<StoredConsume | undefined> {
  const row = await first<ConsumeRow>(tx, `${byKey} ${tx.dialect.forUpdate}`, keyOf(key, buckets));
  return row && consumeFromRow(row);
}

/** Of whichever account, for operators. */
export async function findConsumesOf(
  session: Session,
  { tenantId, bizId }: Omit<ConsumeKey, 'account'>,
  buckets: number,
): Promise<StoredConsume[]> {
  const sql = `SELECT ${readColumns} FROM consume WHERE bucket = ? AND tenant_id = ? AND biz_id = ? ORDER BY account`;
  const rows = await session.all<ConsumeRow>(sql, [bucketOf(bizId, buckets), tenantId, bizId]);
  return rows.map(consumeFromRow);
}

/** @throws ConstraintViolation (unique) when somebody used the bizId meanwhile */
export async function insertConsume(
  tx: Session,
  consume: Omit<StoredConsume, 'reversal'>,
  buckets: number,
): Promise<void> {
  await tx.run(`INSERT INTO consume (${columns}) VALUES (${placeholders(columns)})`, [
    ...keyOf(consume, buckets),
    consume.state,
    consume.fingerprint,
    consume.at,
    consume.actor,
    consume.storeCode ?? null,
    JSON.stringify(consume.coupons),
    consume.customer?.customerId ?? null,
    consume.customer?.userCode ?? null,
    consume.taken.rechargeFen,
    consume.taken.giftFen,
    consume.taken.points,
    JSON.stringify(consume.answer),
  ]);
}

/** @throws Error unless it is done and was not reversed: the caller did not hold its lock. */
export async function saveReversal(
  tx: Session,
  key: ConsumeKey,
  reversal: NonNullable<StoredConsume['reversal']>,
  buckets: number,
): Promise<void> {
  const changed = await tx.run(
    `UPDATE consume SET state = 'reversed', reversed_at = ?, reversed_by = ?, reversal_answer = ?
     WHERE bucket = ? AND tenant_id = ? AND account = ? AND biz_id = ? AND state = 'done'`,
    [reversal.at, reversal.by, JSON.stringify(reversal.answer), ...keyOf(key, buckets)],
  );
  if (changed !== 1) throw new Error('a consume was reversed by somebody else meanwhile');
}

function consumeFromRow(row: ConsumeRow): StoredConsume {
  return {
    tenantId: row.tenant_id,
    account: row.account,
    bizId: row.biz_id,
    state: row.state,
    fingerprint: row.fingerprint,
    at: row.at,
    actor: row.actor,
    storeCode: row.store_code ?? undefined,
    coupons: JSON.parse(row.coupons),
    customer:
      row.customer_id === null ? undefined : { customerId: row.customer_id, userCode: row.user_code ?? '' },
    taken: { rechargeFen: row.recharge_fen, giftFen: row.gift_fen, points: row.points },
    answer: JSON.parse(row.answer),
    reversal:
      row.reversed_at === null
        ? undefined
        : { at: row.reversed_at, by: row.reversed_by ?? '', answer: JSON.parse(row.reversal_answer ?? '{}') },
  };
}
