// Remembers what callers were told and holds the server to it: nothing acknowledged may be lost, or become something else.
import type { Database } from '../../server/store/database.ts';
import { Happening } from './moment.ts';
import { tellingOfCoupons } from './telling.ts';

export class Oracle {
  /** request_id → coupon_id, as acknowledged. */
  readonly claimed = new Map<string, string>();
  /** coupon_id → the status that a deactivation was acknowledged with. */
  readonly deactivated = new Map<string, number>();
  readonly contradictions: string[] = [];
  readonly claims = new Happening();

  claimAcknowledged(requestId: string, couponId: string): void {
    const earlier = this.claimed.get(requestId);
    if (earlier !== undefined && earlier !== couponId) {
      this.contradictions.push(`request ${requestId} was answered with ${earlier} and with ${couponId}`);
    }
    this.claimed.set(requestId, couponId);
    this.claims.happened();
  }

  deactivationAcknowledged(couponId: string, status: number): void {
    this.deactivated.set(couponId, status);
  }

  /** @returns everything that is wrong with the database, in words */
  async verify({ read }: Database): Promise<string[]> {
    return [
      ...this.contradictions,
      ...(await this.#lost(read)),
      ...(await wrongCounters(read)),
      ...(await untold(read)),
      ...(await undelivered(read)),
    ];
  }

  async #lost(read: Database['read']): Promise<string[]> {
    const rows = await read.all<{ request_id: string; coupon_id: string; status: number }>(
      'SELECT request_id, coupon_id, status FROM coupon WHERE request_id IS NOT NULL',
    );
    const byRequest = new Map(rows.map((row) => [row.request_id, row]));
    const twice = rows.flatMap((row) =>
      byRequest.get(row.request_id) === row ? [] : [`request ${row.request_id} has more than one coupon`],
    );
    const byCoupon = new Map(rows.map((row) => [row.coupon_id, row]));
    const claims = [...this.claimed].flatMap(([requestId, couponId]) =>
      byRequest.get(requestId)?.coupon_id === couponId
        ? []
        : [`claim ${requestId} was acknowledged with coupon ${couponId} and is lost`],
    );
    const ends = [...this.deactivated].flatMap(([couponId, status]) =>
      byCoupon.get(couponId)?.status === status
        ? []
        : [`coupon ${couponId} was acknowledged as ${status} and is ${byCoupon.get(couponId)?.status}`],
    );
    return [...twice, ...claims, ...ends];
  }
}

async function wrongCounters(read: Database['read']): Promise<string[]> {
  const stocks = await read.all<{ stock_id: string; issued: number; coupons: number; max_coupons: number }>(
    `SELECT c.stock_id, c.issued, s.max_coupons,
       (SELECT COUNT(*) FROM coupon k WHERE k.tenant_id = c.tenant_id AND k.stock_id = c.stock_id) AS coupons
     FROM stock_counter c JOIN stock s ON s.tenant_id = c.tenant_id AND s.stock_id = c.stock_id`,
  );
  const users = await read.all<{ stock_id: string; user_code: string; issued: number; coupons: number }>(
    `SELECT u.stock_id, u.user_code, u.issued, COUNT(k.coupon_id) AS coupons FROM stock_user u
     LEFT JOIN coupon k ON k.tenant_id = u.tenant_id AND k.stock_id = u.stock_id AND k.user_code = u.user_code
     GROUP BY u.stock_id, u.user_code, u.issued HAVING COUNT(k.coupon_id) <> u.issued`,
  );
  return [
    ...stocks.flatMap(({ stock_id, issued, coupons, max_coupons }) =>
      issued === coupons && coupons <= max_coupons
        ? []
        : [`stock ${stock_id} counts ${issued} of ${max_coupons}, and ${coupons} coupons exist`],
    ),
    ...users.map(
      (row) => `user ${row.user_code} counts ${row.issued} of ${row.stock_id}, and ${row.coupons} exist`,
    ),
  ];
}

/** Whatever we changed by ourselves has an event. What 出行服务 has ordered has one only where it could be overtaken. */
async function untold(read: Database['read']): Promise<string[]> {
  const rows = await read.all<{ coupon_id: string; ours: number; events: number }>(
    `SELECT * FROM (${tellingOfCoupons}) AS told WHERE events < ours OR events > turns`,
  );
  return rows.map(
    (row) => `coupon ${row.coupon_id} was changed ${row.ours} times by us, and ${row.events} events tell it`,
  );
}

async function undelivered(read: Database['read']): Promise<string[]> {
  const rows = await read.all<{ event_id: string; interface: string; state: string }>(
    "SELECT event_id, interface, state FROM outbox_event WHERE state <> 'done'",
  );
  return rows.map((row) => `event ${row.event_id} (${row.interface}) is ${row.state}`);
}
