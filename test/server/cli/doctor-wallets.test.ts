// What the doctor finds in wallets, ledgers and consumes that somebody has damaged, one thing at a time.
import { type CliKit, createCliKit, issueCoupon, type Json, setUp, setUpStock } from './kit.ts';
import { tillConsumes } from './till.ts';

let kit: CliKit;
let customer: string;
let coupon: string;
/** Three lines of a ledger; two coupons used by one consume, one by another that is reversed. */
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit, 't1', { max_coupons: 20, max_coupons_per_user: 5 });
  ({ customer_id: customer } = await kit.json('customer', 'add', '--channel', '1', '--user', 'u1'));
  await kit.json('wallet', 'topup', customer, '--recharge', '10', '--gift', '5', '--points', '3');
  await kit.json('wallet', 'adjust', customer, '--points', '-1', '--reason', 'why');
  coupon = await issueCoupon(kit, 'u1');
  const other = await issueCoupon(kit, 'u1');
  await tillConsumes(kit, {
    customerId: customer,
    coupons: { by: 'id', values: [coupon, other] },
    amountFen: 1_200,
  });
  const { biz_id } = await kit.json('redeem', await issueCoupon(kit, 'u1'));
  await kit.json('reverse', biz_id);
});
afterEach(() => kit.remove());

async function examine(): Promise<string[]> {
  const { findings } = JSON.parse((await kit.run('doctor', '--json')).stdout) as Json;
  const bad = findings.filter((finding: Json) => finding.state !== 'ok');
  for (const finding of bad) expect(finding.advice).toMatch(/\w/);
  return bad.map(({ about, state, says }: Json) => `${state} ${about}: ${says}`);
}

it('finds nothing wrong with what is whole', async () => {
  // Coupons that were used before consumes were kept say nothing.
  await kit.sql(
    'UPDATE coupon SET status = 2, used_at = 1 WHERE coupon_id = ?',
    await issueCoupon(kit, 'u1'),
  );
  expect(await examine()).toEqual([]);
});

const line = 'INSERT INTO ledger_entry SELECT bucket, customer_id';
const rest =
  "recharge_fen, gift_fen, points, ref || '-', actor, reason FROM ledger_entry WHERE entry_number = 3";

it.each<[what: string, harm: string, found: RegExp]>([
  [
    'a wallet with more than its ledger says',
    'UPDATE wallet SET recharge_fen = recharge_fen + 5',
    /^fail wallets: customer \d+ holds .*: recharge by 0.05$/,
  ],
  [
    'a wallet with less than its ledger says',
    'UPDATE wallet SET gift_fen = gift_fen - 1, points = 0',
    /: gift by -0.01, points by -2$/,
  ],
  ['a wallet that counts other lines', 'UPDATE wallet SET version = 4', /^fail wallets: .*: lines by 1$/],
  ['a ledger without its wallet', 'DELETE FROM wallet', /^fail wallets: .*, lines by -3$/],
  [
    'a ledger that lost its first line',
    'DELETE FROM ledger_entry WHERE entry_number = 1',
    /^fail wallets: line 2 of customer \d+ does not go on/,
  ],
  [
    'a line that was edited',
    'UPDATE ledger_entry SET points = points + 1 WHERE entry_number = 2',
    /^fail wallets: line 3 of customer \d+ does not go on/,
  ],
  [
    'a line with another change than it made',
    'UPDATE ledger_entry SET gift_change_fen = gift_change_fen - 1 WHERE entry_number = 3',
    /^fail wallets: line 3 of customer/,
  ],
  [
    'a number that was left out',
    `${line}, 5, at, kind, 0, 0, 0, ${rest}`,
    /^fail wallets: line 5 of customer/,
  ],
  [
    'a consume whose coupon is free again',
    "UPDATE coupon SET status = 1, redeemed_by = NULL, used_at = NULL WHERE coupon_id = 'COUPON'",
    /^fail consumes: naixue\/b1 redeemed 2 coupons, but 1 are used by it$/,
  ],
  [
    'a used coupon of a consume that was reversed',
    "UPDATE consume SET state = 'reversed', reversed_at = 1 WHERE biz_id = 'b1'",
    /^fail consumes: coupon COUPON is used by naixue\/b1, which did not redeem it$/,
  ],
  [
    'a used coupon that another consume redeemed',
    "UPDATE coupon SET redeemed_by = 'naixue/b2' WHERE coupon_id = 'COUPON'",
    /^fail consumes: coupon COUPON is used by naixue\/b2/,
  ],
  [
    'a consume that names another coupon',
    "UPDATE consume SET coupons = REPLACE(coupons, '\"COUPON\"', '\"4\"') WHERE biz_id = 'b1'",
    /^fail consumes: coupon COUPON is used by naixue\/b1/,
  ],
  [
    'a line of a ledger from the future',
    `UPDATE ledger_entry SET at = ${4e12} WHERE entry_number = 3`,
    /^fail clock: the store knows a time/,
  ],
  ['a consume from the future', `UPDATE consume SET at = ${4e12}`, /^fail clock: the store knows a time/],
])('finds %s', async (_, harm, found) => {
  await kit.sql(harm.replaceAll('COUPON', coupon));
  const bad = await examine();
  const wanted = new RegExp(found.source.replaceAll('COUPON', coupon));
  expect(bad.filter((finding) => wanted.test(finding))).toHaveLength(1);
});

it('tells of ten wallets at most', async () => {
  for (let n = 0; n < 12; n += 1) await kit.json('customer', 'add', '--channel', '1', '--user', `c${n}`);
  await kit.sql('UPDATE wallet SET points = 9');
  expect(await examine()).toHaveLength(10);
});
