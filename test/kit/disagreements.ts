// Everything that the doctor looks for in a database: sums that do not agree, and halves without the other.
import type { Session } from '../../server/store/database.ts';
import { findUnevenConsumes, findUnpaidCoupons } from '../../server/store/sql/doctor-consumes.ts';
import { countMiscountedUsers, findMiscounted } from '../../server/store/sql/doctor-counts.ts';
import { findBrokenLines, findUnbalanced } from '../../server/store/sql/doctor-wallets.ts';

/** @returns in words: none, ever */
export async function disagreements(read: Session): Promise<string[]> {
  const found = {
    'a wallet is not its ledger': await findUnbalanced(read, 10),
    'a ledger has a gap': await findBrokenLines(read, 10),
    'a used coupon has no consume': await findUnpaidCoupons(read, 10),
    'a consume lacks its coupons': await findUnevenConsumes(read, 10),
    'a stock is miscounted': await findMiscounted(read, 10),
  };
  const users = await countMiscountedUsers(read);
  return [
    ...Object.entries(found).flatMap(([what, rows]) => rows.map((row) => `${what}: ${JSON.stringify(row)}`)),
    ...(users === 0 ? [] : [`${users} users are miscounted`]),
  ];
}
