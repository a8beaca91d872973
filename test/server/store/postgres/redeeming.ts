// What redeeming keeps, for a store that has been used for a while, and everything that tills and operators do with it, once.
import type { Context } from '../../../../server/context.ts';
import { bucketOf } from '../../../../server/domain/bucket.ts';
import type { Database } from '../../../../server/store/database.ts';
import { findCoupon } from '../../../../server/store/sql/find-coupons.ts';
import { findLedgerEntry, listLedger } from '../../../../server/store/sql/ledger.ts';
import { type ConsumeRequest, consume } from '../../../../server/usecase/consume.ts';
import { couponOf } from '../../../../server/usecase/coupon-of.ts';
import { customerOfUser, ensureCustomer } from '../../../../server/usecase/customer.ts';
import { customerCoupons } from '../../../../server/usecase/customer-coupons.ts';
import { freezeCoupon, unfreezeCoupon } from '../../../../server/usecase/freeze.ts';
import { setPassword } from '../../../../server/usecase/pay-password.ts';
import { reverseConsume } from '../../../../server/usecase/redeem.ts';
import { reverse } from '../../../../server/usecase/reverse.ts';
import { scanCodeOf, unguarded } from '../../../../server/usecase/scan-code.ts';
import { deleteOldTokens } from '../../../../server/usecase/token-desk.ts';
import { adjust, topUp } from '../../../../server/usecase/wallet.ts';
import { couponIdOf, userOf } from './contents.ts';

const many = 20_000;
const tenantId = 'demo';
/** Each is a biz_id, a handle and a token. */
const nameOf = (n: number): string => `z${n}`;

/** A customer for each user, with a wallet, a line and a consume; handles and tokens. */
export async function fillRedeeming(database: Database, buckets: number, now: number): Promise<void> {
  const bucketsOf = (key: (n: number) => string) =>
    Array.from({ length: many }, (_, index) => String(bucketOf(key(index + 1), buckets)));
  const places = [bucketsOf(userOf), bucketsOf(nameOf)];
  const source = `FROM (SELECT mine::bigint AS bucket, its::bigint AS own, n FROM unnest(?::text[], ?::text[]) WITH ORDINALITY
    AS sets(mine, its, n)) AS it`;
  const statements = [
    `INSERT INTO customer (bucket, customer_id, tenant_id, app_channel_id, user_code, created_at)
     SELECT bucket, 'k' || n, '${tenantId}', 1, 'u' || n, 1 ${source} ON CONFLICT DO NOTHING`,
    `INSERT INTO wallet (bucket, customer_id, recharge_fen, gift_fen, points, version, wrong_passwords)
     SELECT bucket, 'k' || n, 1000, 0, 0, 1, 0 ${source}`,
    `INSERT INTO ledger_entry (bucket, customer_id, entry_number, at, kind, recharge_change_fen, gift_change_fen, points_change,
       recharge_fen, gift_fen, points, ref, actor) SELECT bucket, 'k' || n, 1, 1, 'topup', 1000, 0, 0, 1000, 0, 0, 'topup:' || n, 'me' ${source}`,
    `INSERT INTO consume (bucket, tenant_id, account, biz_id, state, fingerprint, at, actor, coupons, recharge_fen, gift_fen, points, answer)
     SELECT own, '${tenantId}', 'naixue', 'z' || n, 'void', '', 1, 'me', '[]', 0, 0, 0, '{}' ${source}`,
    `INSERT INTO redeem_handle (bucket, handle, user_code, coupon_id) SELECT own, 'z' || n, 'u' || n, 'z' || n ${source}`,
    `INSERT INTO used_token (bucket, token, body_hash, used_at)
     SELECT own, 'z' || n, '', CASE WHEN n <= 100 THEN 1 ELSE ${now} END ${source}`,
  ];
  await database.transaction(async (tx) => {
    for (const statement of statements) await tx.run(statement, places);
  });
}

export async function workRedeeming(context: Context): Promise<void> {
  const { useCases, tokens } = context;
  const { database } = useCases;
  const user = { tenantId, appChannelId: 1, userCode: userOf(12_000) };
  const customer = await customerOfUser(useCases, user);
  const { customerId } = customer;
  await ensureCustomer(useCases, { ...user, userCode: 'nobody yet' });
  await customerCoupons(useCases, { tenantId, customerId, limit: 200 });
  await setPassword(useCases, customer, '123456');
  const order = { change: { rechargeFen: 1, giftFen: 1, points: 5 }, orderId: undefined, actor: 'me' };
  await topUp(useCases, customer, { ...order, reason: undefined });
  const { ref } = await adjust(useCases, customer, { ...order, reason: 'test' });
  await findLedgerEntry(database.read, customer, ref);
  await listLedger(database.read, customer, 50);

  const couponId = couponIdOf(12_000);
  const who = { tenantId, account: 'naixue', actor: 'till' };
  await freezeCoupon(useCases, { ...who, couponId, bizId: 'b1', forMs: 1_000 });
  await unfreezeCoupon(useCases, { ...who, couponId, bizId: 'b1' });
  await couponOf(useCases, tenantId, couponId);
  const request: ConsumeRequest = {
    ...{
      ...who,
      bizId: 'b1',
      customerId,
      coupons: { by: 'id', values: [couponId] },
      amountFen: 5,
      points: 1,
    },
    ...{
      payPassword: '000000',
      storeCode: 'SZ001',
      orderFen: undefined,
      take: 'gift-first',
      booking: 'store',
    },
  };
  await consume(useCases, request, unguarded);
  await consume(useCases, { ...request, payPassword: '123456' }, unguarded);
  await reverse(useCases, { ...who, bizId: 'b1', reason: undefined });
  await reverse(useCases, { ...who, bizId: 'never seen', reason: undefined });
  const coupon = await findCoupon(database.read, couponId, useCases.buckets);
  if (coupon === undefined) throw new Error('the coupon is gone');
  const { code } = await scanCodeOf(useCases, coupon);
  const scanned = { ...request, bizId: 'b2', customerId: undefined, payPassword: undefined };
  await consume(useCases, { ...scanned, coupons: { by: 'code', values: [code] } }, unguarded);
  await reverseConsume(useCases, { tenantId, bizId: 'b2', actor: 'operator' });
  await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      tokens.use({ token: n < 20 ? nameOf(900 + n) : `t${n}`, bodyHash: 'x' }),
    ),
  );
  await deleteOldTokens(useCases, 86_400_000);
}
