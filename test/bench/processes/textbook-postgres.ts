// The textbook way on PostgreSQL: a transaction for each request, with the counter's row locked from the first statement to COMMIT.
import express from 'express';
import pg from 'pg';
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import {
  type ClaimBody,
  type CouponRow,
  isSame,
  newCouponId,
  refusal,
  type StockRow,
  success,
  tenantId,
  whyRefused,
} from '../textbook/claim.ts';
import { listenAndSay } from './listen.ts';

// Times and counts fit into a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: Number(process.env['TEXTBOOK_CONNECTIONS']),
});

/** Named, so that each connection prepares it once. */
const statements = {
  lockStock: `SELECT s.app_id, s.status, s.coupon_type, s.coupon_amount_fen, s.transaction_minimum_fen, s.max_coupons_per_user,
      s.begin_at, s.end_at, c.issued, c.quota
    FROM stock_counter c JOIN stock s USING (tenant_id, stock_id)
    WHERE c.bucket = 0 AND c.tenant_id = $1 AND c.stock_id = $2 FOR UPDATE OF c`,
  findRequest: `SELECT coupon_id, user_code, stock_id, status, receive_at FROM coupon
    WHERE bucket = 0 AND tenant_id = $1 AND request_id = $2`,
  countOfUser: `SELECT issued FROM stock_user
    WHERE bucket = 0 AND tenant_id = $1 AND stock_id = $2 AND user_code = $3`,
  insertCoupon: `INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, status, version,
      begin_at, end_at, receive_at, extra) VALUES (0, $1, $2, $3, $4, $5, 'claim', 1, 1, $6, $7, $8, $9)`,
  countUser: `INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, issued, quota) VALUES (0, $1, $2, $3, 1, $4)
    ON CONFLICT (bucket, tenant_id, stock_id, user_code) DO UPDATE SET issued = stock_user.issued + 1`,
  countStock: `UPDATE stock_counter SET issued = issued + 1 WHERE bucket = 0 AND tenant_id = $1 AND stock_id = $2`,
} as const;

async function run<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  name: keyof typeof statements,
  values: readonly unknown[],
): Promise<Row | undefined> {
  const { rows } = await client.query<Row>({ name, text: statements[name], values: [...values] });
  return rows[0];
}

async function claim(client: pg.PoolClient, body: ClaimBody) {
  const { user_code, stock_id, request_id, extra = null } = body;
  const now = Date.now();
  const stock = await run<StockRow>(client, 'lockStock', [tenantId, stock_id]);
  const known = await run<CouponRow>(client, 'findRequest', [tenantId, request_id]);
  if (stock !== undefined && known !== undefined)
    return isSame(known, body) ? success(stock, known) : refusal(410006);
  const counted = await run<{ issued: number }>(client, 'countOfUser', [tenantId, stock_id, user_code]);
  const refused = whyRefused(stock, counted?.issued ?? 0, now);
  if (stock === undefined || refused !== undefined) return refusal(refused ?? 410001);
  const coupon = { coupon_id: newCouponId(now), user_code, stock_id, status: 1, receive_at: now };
  const { begin_at, end_at, max_coupons_per_user } = stock;
  await run(client, 'insertCoupon', [
    coupon.coupon_id,
    tenantId,
    stock_id,
    user_code,
    request_id,
    begin_at,
    end_at,
    now,
    extra,
  ]);
  await run(client, 'countUser', [tenantId, stock_id, user_code, max_coupons_per_user]);
  await run(client, 'countStock', [tenantId, stock_id]);
  return success(stock, coupon);
}

async function inTransaction(body: ClaimBody) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const answer = await claim(client, body);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const app = express();
app.use(express.json());
app.post(spInterfaces['coupon.receive'].path, async (request, response) => {
  response.json(await inTransaction(request.body as ClaimBody));
});
listenAndSay(app);
