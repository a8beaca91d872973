// What the oracles of the crash tests do not ask, since callers that keep to a server see each call through: nothing is there that nobody
// was told of, and who was refused for a limit was refused rightly.
import type { Session } from '../../server/store/database.ts';
import { spErrors } from '../../shared/sp/codes.ts';
import type { Oracle } from '../crash/oracle.ts';
import type { RedeemingOracle } from '../crash/redeeming-oracle.ts';

interface Refused {
  readonly userCode: string;
  readonly stockId: string;
}

export class Exact {
  readonly #complaints: string[] = [];
  readonly #exhausted = new Set<string>();
  readonly #limited = new Map<string, Refused>();

  /** @param code that a claim was refused with in the end, however often it was made */
  claimRefused(claim: Refused, code: number, message: string): void {
    const { userCode, stockId } = claim;
    if (code === spErrors.stockExhausted.code) this.#exhausted.add(stockId);
    else if (code === spErrors.userLimitReached.code)
      this.#limited.set(`${stockId} ${userCode}`, { userCode, stockId });
    else if (code !== spErrors.stockOver.code)
      this.complain(`a claim of ${stockId} was refused: ${code} ${message}`);
  }

  complain(what: string): void {
    this.#complaints.push(what);
  }

  /** How many refusals for a limit are held against the tables. */
  get limits(): number {
    return this.#exhausted.size + this.#limited.size;
  }

  /** @returns everything that is wrong, in words */
  async verify(read: Session, told: { oracle: Oracle; tills: RedeemingOracle }): Promise<string[]> {
    return [
      ...new Set(this.#complaints),
      ...(await untoldCoupons(read, told.oracle)),
      ...(await untoldConsumes(read, told.tills)),
      ...(await this.#wronglyRefused(read)),
    ];
  }

  async #wronglyRefused(read: Session): Promise<string[]> {
    const stocks = await read.all<StockCount>(
      `SELECT s.stock_id, s.max_coupons AS limit_, COUNT(k.coupon_id) AS given FROM stock s
       LEFT JOIN coupon k ON k.tenant_id = s.tenant_id AND k.stock_id = s.stock_id GROUP BY s.stock_id, s.max_coupons`,
    );
    const users = await read.all<StockCount & { user_code: string }>(
      `SELECT s.stock_id, k.user_code, s.max_coupons_per_user AS limit_, COUNT(*) AS given FROM stock s
       JOIN coupon k ON k.tenant_id = s.tenant_id AND k.stock_id = s.stock_id
       GROUP BY s.stock_id, k.user_code, s.max_coupons_per_user`,
    );
    const over = [...stocks, ...users].filter(({ given, limit_ }) => given > limit_);
    const left = stocks.filter((row) => row.given < row.limit_ && this.#exhausted.has(row.stock_id));
    const full = new Set(
      users.filter((row) => row.given === row.limit_).map((row) => `${row.stock_id} ${row.user_code}`),
    );
    const early = [...this.#limited].filter(([key]) => !full.has(key));
    return [
      ...over.map((row) => `more were given than may be: ${JSON.stringify(row)}`),
      ...left.map((row) => `said to be exhausted, and is not: ${JSON.stringify(row)}`),
      ...early.map(([key]) => `${key} was refused for a limit that is not reached`),
    ];
  }
}

interface StockCount {
  readonly stock_id: string;
  readonly limit_: number;
  readonly given: number;
}

async function untoldCoupons(read: Session, { claimed }: Oracle): Promise<string[]> {
  const rows = await read.all<{ coupon_id: string; stock_id: string; user_code: string }>(
    'SELECT coupon_id, stock_id, user_code FROM coupon ORDER BY coupon_id',
  );
  const told = new Set(claimed.values());
  return rows
    .filter(({ coupon_id }) => !told.has(coupon_id))
    .map(
      (row) =>
        `coupon ${row.coupon_id} of ${row.stock_id} was given to ${row.user_code}, who never heard of it`,
    );
}

async function untoldConsumes(read: Session, { consumes }: RedeemingOracle): Promise<string[]> {
  const rows = await read.all<{ biz_id: string }>('SELECT biz_id FROM consume ORDER BY biz_id');
  return rows
    .filter(({ biz_id }) => !consumes.has(biz_id))
    .map(({ biz_id }) => `consume ${biz_id} was made, and no till heard of it`);
}
