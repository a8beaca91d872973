// Wallets with their ledgers, and consumes, as a day leaves them: as the store has it, and as the rules have it.
import { listLedger } from '../../../server/store/sql/ledger.ts';
import { findWallet } from '../../../server/store/sql/wallets.ts';
import { nameOf } from './real-consume.ts';
import type { WalletOfShop } from './rules/shop.ts';
import type { Day } from './world.ts';

const holders = ['ann', 'ben'] as const;

export async function storedWallets(day: Day): Promise<Record<string, object>> {
  const { read } = day.world.useCases.database;
  const wallets: Record<string, object> = {};
  for (const user of holders) {
    const { bucket, customerId, passwordHash, tries, ...funds } = (await findWallet(
      read,
      day.customers[user],
    )) ?? { tries: { wrong: Number.NaN } };
    const lines = (await listLedger(read, day.customers[user], 1_000)).reverse();
    wallets[user] = {
      ...funds,
      wrong: tries.wrong,
      lines: lines.map(({ entryNumber, kind, change, after }) => ({ entryNumber, kind, change, after })),
    };
  }
  return wallets;
}

export function ruledWallets({ shop }: Day): Record<string, object> {
  return Object.fromEntries(holders.map((user) => [user, ruled(shop.wallets[user])]));
}

/** What a wallet holds is what the lines of its ledger add up to; each says what it left. */
function ruled({ rechargeFen, giftFen, points, wrong, ...wallet }: WalletOfShop): object {
  const sums = { rechargeFen: 0, giftFen: 0, points: 0 };
  const lines = wallet.lines.map(({ kind, change }, index) => {
    sums.rechargeFen += change.rechargeFen;
    sums.giftFen += change.giftFen;
    sums.points += change.points;
    return { entryNumber: index + 1, kind, change, after: { ...sums } };
  });
  expect(sums).toEqual({ rechargeFen, giftFen, points });
  return { ...sums, version: lines.length, wrong, lines };
}

interface ConsumeRow {
  account: string;
  biz_id: string;
  state: string;
  coupons: string;
  recharge_fen: number;
  gift_fen: number;
  points: number;
}

export async function storedConsumes(day: Day): Promise<Record<string, object>> {
  const { prefix, world } = day;
  const sql = `SELECT account, biz_id, state, coupons, recharge_fen, gift_fen, points FROM consume
    WHERE biz_id >= ? AND biz_id < ?`;
  // The character after the digits ends what begins with the prefix.
  const rows = await world.useCases.database.read.all<ConsumeRow>(sql, [prefix, `${prefix}:`]);
  const keys = rows.map(({ account, biz_id }) => `${account}/${biz_id.slice(prefix.length)}`);
  expect(new Set(keys).size).toBe(keys.length);
  return Object.fromEntries(
    rows.map((row, n) => [
      keys[n],
      {
        state: row.state,
        coupons: (JSON.parse(row.coupons) as { couponId: string }[]).map(({ couponId }) =>
          nameOf(day, couponId),
        ),
        taken: { rechargeFen: row.recharge_fen, giftFen: row.gift_fen, points: row.points },
      },
    ]),
  );
}

export function ruledConsumes({ shop }: Day): Record<string, object> {
  return Object.fromEntries(
    [...shop.consumes].map(([biz, { state, coupons, taken }]) => [biz, { state, coupons, taken }]),
  );
}
