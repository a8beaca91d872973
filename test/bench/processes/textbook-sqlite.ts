// The textbook way on SQLite: a transaction for each request, synced to disk by itself.
import { DatabaseSync } from 'node:sqlite';
import express from 'express';
import { embeddedFile } from '../../../server/store/embedded.ts';
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

const database = new DatabaseSync(embeddedFile(process.env['DATA_DIR'] ?? ''));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');

const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');
const rollback = database.prepare('ROLLBACK');
const findStock = database.prepare(
  `SELECT s.app_id, s.status, s.coupon_type, s.coupon_amount_fen, s.transaction_minimum_fen, s.max_coupons_per_user,
      s.begin_at, s.end_at, c.issued, c.quota
    FROM stock_counter c JOIN stock s USING (tenant_id, stock_id)
    WHERE c.bucket = 0 AND c.tenant_id = ? AND c.stock_id = ?`,
);
const findRequest = database.prepare(
  `SELECT coupon_id, user_code, stock_id, status, receive_at FROM coupon
    WHERE bucket = 0 AND tenant_id = ? AND request_id = ?`,
);
const countOfUser = database.prepare(
  'SELECT issued FROM stock_user WHERE bucket = 0 AND tenant_id = ? AND stock_id = ? AND user_code = ?',
);
const insertCoupon = database.prepare(
  `INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, status, version,
      begin_at, end_at, receive_at, extra) VALUES (0, ?, ?, ?, ?, ?, 'claim', 1, 1, ?, ?, ?, ?)`,
);
const countUser = database.prepare(
  `INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, issued, quota) VALUES (0, ?, ?, ?, 1, ?)
    ON CONFLICT (bucket, tenant_id, stock_id, user_code) DO UPDATE SET issued = stock_user.issued + 1`,
);
const countStock = database.prepare(
  'UPDATE stock_counter SET issued = issued + 1 WHERE bucket = 0 AND tenant_id = ? AND stock_id = ?',
);

function claim(body: ClaimBody) {
  const { user_code, stock_id, request_id, extra = null } = body;
  const now = Date.now();
  const stock = findStock.get(tenantId, stock_id) as StockRow | undefined;
  const known = findRequest.get(tenantId, request_id) as CouponRow | undefined;
  if (stock !== undefined && known !== undefined)
    return isSame(known, body) ? success(stock, known) : refusal(410006);
  const counted = countOfUser.get(tenantId, stock_id, user_code) as { issued: number } | undefined;
  const refused = whyRefused(stock, counted?.issued ?? 0, now);
  if (stock === undefined || refused !== undefined) return refusal(refused ?? 410001);
  const coupon = { coupon_id: newCouponId(now), user_code, stock_id, status: 1, receive_at: now };
  const { begin_at, end_at, max_coupons_per_user } = stock;
  insertCoupon.run(coupon.coupon_id, tenantId, stock_id, user_code, request_id, begin_at, end_at, now, extra);
  countUser.run(tenantId, stock_id, user_code, max_coupons_per_user);
  countStock.run(tenantId, stock_id);
  return success(stock, coupon);
}

function inTransaction(body: ClaimBody) {
  begin.run();
  try {
    const answer = claim(body);
    commit.run();
    return answer;
  } catch (error) {
    rollback.run();
    throw error;
  }
}

const app = express();
app.use(express.json());
app.post(spInterfaces['coupon.receive'].path, (request, response) => {
  response.json(inTransaction(request.body as ClaimBody));
});
listenAndSay(app);
