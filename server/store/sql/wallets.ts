// Wallets: what they hold, each change of it with its line of the ledger, and their pay passwords.
import type { GuardedWallet } from '../../domain/customer.ts';
import type { PasswordTries } from '../../domain/pay-password.ts';
import type { LedgerEntry, Wallet } from '../../domain/wallet.ts';
import { first, type Session } from '../database.ts';
import { insertLedgerEntry } from './ledger.ts';

interface WalletRow {
  bucket: number;
  customer_id: string;
  recharge_fen: number;
  gift_fen: number;
  points: number;
  version: number;
  password_hash: string | null;
  wrong_passwords: number;
  wrong_since_at: number | null;
  locked_until_at: number | null;
}

export type WalletKey = Pick<Wallet, 'bucket' | 'customerId'>;

const byKey = `SELECT bucket, customer_id, recharge_fen, gift_fen, points, version, password_hash, wrong_passwords, wrong_since_at,
  locked_until_at FROM wallet WHERE bucket = ? AND customer_id = ?`;

export async function findWallet(session: Session, key: WalletKey): Promise<GuardedWallet | undefined> {
  const row = await first<WalletRow>(session, byKey, [key.bucket, key.customerId]);
  return row && walletFromRow(row);
}

/** Nobody else changes it until the transaction ends. Whoever locks coupons too has locked them before. */
export async function lockWallet(tx: Session, key: WalletKey): Promise<GuardedWallet | undefined> {
  const row = await first<WalletRow>(tx, `${byKey} ${tx.dialect.forUpdate}`, [key.bucket, key.customerId]);
  return row && walletFromRow(row);
}

/** @throws Error when the wallet is no longer what the move was made from: the caller did not hold its lock. */
export async function saveMove(
  tx: Session,
  { wallet, entry }: { wallet: Wallet; entry: LedgerEntry },
): Promise<void> {
  const changed = await tx.run(
    `UPDATE wallet SET recharge_fen = ?, gift_fen = ?, points = ?, version = ? WHERE bucket = ? AND customer_id = ? AND version = ?`,
    [
      wallet.rechargeFen,
      wallet.giftFen,
      wallet.points,
      wallet.version,
      wallet.bucket,
      wallet.customerId,
      wallet.version - 1,
    ],
  );
  if (changed !== 1) throw new Error('a wallet was changed by somebody else meanwhile');
  await insertLedgerEntry(tx, entry);
}

/** What a wallet's password is, and how often it was given wrong. */
export async function savePassword(
  tx: Session,
  key: WalletKey,
  { passwordHash, tries }: { passwordHash: string | undefined; tries: PasswordTries },
): Promise<void> {
  await tx.run(
    `UPDATE wallet SET password_hash = ?, wrong_passwords = ?, wrong_since_at = ?, locked_until_at = ? WHERE bucket = ? AND customer_id = ?`,
    [
      passwordHash ?? null,
      tries.wrong,
      tries.sinceAt ?? null,
      tries.lockedUntilAt ?? null,
      key.bucket,
      key.customerId,
    ],
  );
}

function walletFromRow(row: WalletRow): GuardedWallet {
  return {
    bucket: row.bucket,
    customerId: row.customer_id,
    rechargeFen: row.recharge_fen,
    giftFen: row.gift_fen,
    points: row.points,
    version: row.version,
    passwordHash: row.password_hash ?? undefined,
    tries: {
      wrong: row.wrong_passwords,
      sinceAt: row.wrong_since_at ?? undefined,
      lockedUntilAt: row.locked_until_at ?? undefined,
    },
  };
}
