// Wallets against the lines of their ledgers. Each is one statement, so that a server at work cannot make it disagree.
import type { Funds } from '../../domain/wallet.ts';
import type { Session } from '../database.ts';

export interface UnbalancedWallet {
  readonly customerId: string;
  /** How much more it holds than the lines of its ledger add up to. */
  readonly excess: Funds;
  /** Its version, less how many lines there are. */
  readonly excessLines: number;
}

/** A wallet without a ledger, and a ledger without a wallet, are found too: each holds what the other lacks. */
export async function findUnbalanced(session: Session, limit: number): Promise<UnbalancedWallet[]> {
  const sql = `SELECT customer_id, SUM(recharge_fen) AS recharge_fen, SUM(gift_fen) AS gift_fen, SUM(points) AS points, SUM(lines) AS lines
    FROM (
      SELECT bucket, customer_id, recharge_fen, gift_fen, points, version AS lines FROM wallet
      UNION ALL SELECT bucket, customer_id, -recharge_change_fen, -gift_change_fen, -points_change, -1 FROM ledger_entry
    ) AS sides GROUP BY bucket, customer_id
    HAVING SUM(recharge_fen) <> 0 OR SUM(gift_fen) <> 0 OR SUM(points) <> 0 OR SUM(lines) <> 0 ORDER BY customer_id LIMIT ?`;
  const rows = await session.all<{
    customer_id: string;
    recharge_fen: number;
    gift_fen: number;
    points: number;
    lines: number;
  }>(sql, [limit]);
  return rows.map((row) => ({
    customerId: row.customer_id,
    excess: {
      rechargeFen: Number(row.recharge_fen),
      giftFen: Number(row.gift_fen),
      points: Number(row.points),
    },
    excessLines: Number(row.lines),
  }));
}

export interface BrokenLine {
  readonly customerId: string;
  readonly entryNumber: number;
}

/** Lines that do not go on from the one before: a number is missing, or what it left is not what this one began with. */
export async function findBrokenLines(session: Session, limit: number): Promise<BrokenLine[]> {
  const sql = `SELECT customer_id, entry_number FROM (
      SELECT customer_id, entry_number, COALESCE(LAG(entry_number) OVER chain, 0) AS number_before,
        recharge_fen - recharge_change_fen - COALESCE(LAG(recharge_fen) OVER chain, 0) AS recharge_gap,
        gift_fen - gift_change_fen - COALESCE(LAG(gift_fen) OVER chain, 0) AS gift_gap,
        points - points_change - COALESCE(LAG(points) OVER chain, 0) AS points_gap
      FROM ledger_entry WINDOW chain AS (PARTITION BY bucket, customer_id ORDER BY entry_number)
    ) AS links
    WHERE entry_number <> number_before + 1 OR recharge_gap <> 0 OR gift_gap <> 0 OR points_gap <> 0
    ORDER BY customer_id, entry_number LIMIT ?`;
  const rows = await session.all<{ customer_id: string; entry_number: number }>(sql, [limit]);
  return rows.map((row) => ({ customerId: row.customer_id, entryNumber: row.entry_number }));
}
