// Everything that is stored sealed, wherever it is, so that it can be sealed with another master key.
import { allChanged, type Session, type SqlValue } from '../database.ts';

/** Where sealed values stand, and what names a row where there are few. A text of ours alone goes into SQL from here. */
const sealedIn = {
  credential: { column: 'secret_sealed', key: 'api_key' },
  merchant_credential: { column: 'key_sealed', key: 'open_id' },
  wechat_token: { column: 'token_sealed', key: 'app_id' },
  coupon: { column: 'phone_sealed' },
} as const;

type NamedTable = Exclude<keyof typeof sealedIn, 'coupon'>;

/** How many values each key has sealed, by the key's id. */
export async function countSealed(session: Session): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [table, { column }] of Object.entries(sealedIn)) {
    // `v1.<8 digits>.…`
    const rows = await session.all<{ key_id: string; count: number }>(
      `SELECT SUBSTR(${column}, 4, 8) AS key_id, COUNT(*) AS count FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1`,
    );
    for (const { key_id, count } of rows) counts.set(key_id, (counts.get(key_id) ?? 0) + Number(count));
  }
  return counts;
}

export interface SealedPhone {
  readonly bucket: number;
  readonly couponId: string;
  readonly tenantId: string;
  readonly userCode: string;
  readonly sealed: string;
}

/** A page of a bucket's coupons that have a phone, in the order of their ids. @param after the last one of the page before */
export async function listSealedPhones(
  session: Session,
  bucket: number,
  after: string,
  limit: number,
): Promise<SealedPhone[]> {
  const rows = await session.all<{
    coupon_id: string;
    tenant_id: string;
    user_code: string;
    phone_sealed: string;
  }>(
    `SELECT coupon_id, tenant_id, user_code, phone_sealed FROM coupon
     WHERE bucket = ? AND coupon_id > ? AND phone_sealed IS NOT NULL ORDER BY coupon_id LIMIT ?`,
    [bucket, after, limit],
  );
  return rows.map((row) => ({
    bucket,
    couponId: row.coupon_id,
    tenantId: row.tenant_id,
    userCode: row.user_code,
    sealed: row.phone_sealed,
  }));
}

export interface ResealedPhone extends SealedPhone {
  readonly resealed: string;
  readonly hash: string;
}

/** Each only if nobody has changed it since it was read. @returns how many were written */
export async function savePhones(tx: Session, phones: readonly ResealedPhone[]): Promise<number> {
  const changed = await tx.runEach(
    'UPDATE coupon SET phone_sealed = ?, phone_hash = ? WHERE bucket = ? AND coupon_id = ? AND phone_sealed = ?',
    phones.map((one): SqlValue[] => [one.resealed, one.hash, one.bucket, one.couponId, one.sealed]),
  );
  return allChanged(changed);
}

export async function listSealedTokens(
  session: Session,
): Promise<{ readonly appId: string; readonly sealed: string }[]> {
  const rows = await session.all<{ app_id: string; token_sealed: string }>(
    'SELECT app_id, token_sealed FROM wechat_token WHERE token_sealed IS NOT NULL ORDER BY app_id',
  );
  return rows.map((row) => ({ appId: row.app_id, sealed: row.token_sealed }));
}

export interface ResealedValue {
  readonly table: NamedTable;
  readonly name: string;
  readonly sealed: string;
  readonly resealed: string;
}

/** Only if nobody has changed it since it was read. @returns how many were written */
export function saveSealed(tx: Session, { table, name, sealed, resealed }: ResealedValue): Promise<number> {
  const { column, key } = sealedIn[table];
  return tx.run(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ? AND ${column} = ?`, [
    resealed,
    name,
    sealed,
  ]);
}
