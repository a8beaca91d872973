// The lines of wallets' ledgers: added and read, never changed.
import type { LedgerEntry, LedgerKind } from '../../domain/wallet.ts';
import { first, type Session } from '../database.ts';
import { placeholders } from './placeholders.ts';

interface LedgerRow {
  bucket: number;
  customer_id: string;
  entry_number: number;
  at: number;
  kind: LedgerKind;
  recharge_change_fen: number;
  gift_change_fen: number;
  points_change: number;
  recharge_fen: number;
  gift_fen: number;
  points: number;
  ref: string;
  actor: string;
  reason: string | null;
}

const columns = `bucket, customer_id, entry_number, at, kind, recharge_change_fen, gift_change_fen, points_change, recharge_fen, gift_fen,
  points, ref, actor, reason`;

type OfWallet = Pick<LedgerEntry, 'bucket' | 'customerId'>;

/** @throws ConstraintViolation (unique) when its cause has been booked before */
export async function insertLedgerEntry(tx: Session, entry: LedgerEntry): Promise<void> {
  const { change, after } = entry;
  await tx.run(`INSERT INTO ledger_entry (${columns}) VALUES (${placeholders(columns)})`, [
    entry.bucket,
    entry.customerId,
    entry.entryNumber,
    entry.at,
    entry.kind,
    change.rechargeFen,
    change.giftFen,
    change.points,
    after.rechargeFen,
    after.giftFen,
    after.points,
    entry.ref,
    entry.actor,
    entry.reason ?? null,
  ]);
}

/** The newest first. @param before only lines of smaller numbers */
export async function listLedger(
  session: Session,
  { bucket, customerId }: OfWallet,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): Promise<LedgerEntry[]> {
  const rows = await session.all<LedgerRow>(
    `SELECT ${columns} FROM ledger_entry WHERE bucket = ? AND customer_id = ? AND entry_number < ?
     ORDER BY entry_number DESC LIMIT ?`,
    [bucket, customerId, before, limit],
  );
  return rows.map(entryFromRow);
}

export async function findLedgerEntry(
  session: Session,
  { bucket, customerId }: OfWallet,
  ref: string,
): Promise<LedgerEntry | undefined> {
  const row = await first<LedgerRow>(
    session,
    `SELECT ${columns} FROM ledger_entry WHERE bucket = ? AND customer_id = ? AND ref = ?`,
    [bucket, customerId, ref],
  );
  return row && entryFromRow(row);
}

function entryFromRow(row: LedgerRow): LedgerEntry {
  return {
    bucket: row.bucket,
    customerId: row.customer_id,
    entryNumber: row.entry_number,
    at: row.at,
    kind: row.kind,
    change: {
      rechargeFen: row.recharge_change_fen,
      giftFen: row.gift_change_fen,
      points: row.points_change,
    },
    after: { rechargeFen: row.recharge_fen, giftFen: row.gift_fen, points: row.points },
    ref: row.ref,
    actor: row.actor,
    reason: row.reason ?? undefined,
  };
}
