// Ways in which a store could betray its users: each drops or alters one statement of a transaction. The model must notice every one.
import type { Database, Session, SqlValue } from '../../../server/store/database.ts';
import { withSessions } from '../../kit/faulty/sessions.ts';

type Values = readonly SqlValue[];

interface Statement {
  readonly sql: string;
  readonly values: Values;
  readonly tx: Session;
  /** The transaction is a reversal's. */
  readonly reverses: boolean;
}

/** @returns the values to run it with; undefined drops it, and nobody is told */
type Spoil = (statement: Statement) => Values | undefined | Promise<Values | undefined>;

const updateCoupon = /^UPDATE coupon SET status/;
const updateWallet = /^UPDATE wallet SET recharge_fen/;
const reversal = /^UPDATE consume SET state/;

const dropped =
  (sql: RegExp, ...having: SqlValue[]): Spoil =>
  (statement) => {
    const isIt = sql.test(statement.sql) && having.every((value) => statement.values.includes(value));
    return isIt ? undefined : statement.values;
  };

/** @param index of the value in the statement, from 0 */
const altered =
  (sql: RegExp, index: number, value: SqlValue): Spoil =>
  (statement) =>
    sql.test(statement.sql) ? statement.values.with(index, value) : statement.values;

export const faults: Readonly<Record<string, Spoil>> = {
  'a consume that is forgotten': dropped(/^INSERT INTO consume/, 'done'),
  'a reversal that is forgotten': dropped(reversal),
  'a reversal that came too early and is forgotten': dropped(/^INSERT INTO consume/, 'void'),
  'a movement without a line': dropped(/^INSERT INTO ledger_entry/),
  'a balance that stays': dropped(updateWallet),
  'a gift that is not given back': ({ sql, values, tx, reverses }) =>
    updateWallet.test(sql) && reverses ? asItWas(tx, values, 1, 'gift_fen') : values,
  'points that nobody takes': ({ sql, values, tx, reverses }) =>
    updateWallet.test(sql) && !reverses ? asItWas(tx, values, 2, 'points') : values,
  'a wrong password that does not count': dropped(/^UPDATE wallet SET password_hash/),
  'a coupon that stays available': altered(updateCoupon, 0, 1),
  'a coupon that comes back after its end': ({ sql, values, reverses }) =>
    updateCoupon.test(sql) && reverses ? values.with(0, 1) : values,
  'a coupon that forgets its consume': altered(updateCoupon, 6, null),
  'a hold that is not kept': altered(updateCoupon, 4, null),
  'a code that outlives a reversal': async ({ sql, values, tx, reverses }) => {
    if (!updateCoupon.test(sql) || !reverses) return values;
    const [row] = await tx.all<{ redeem_handle: string | null }>(
      'SELECT redeem_handle FROM coupon WHERE bucket = ? AND coupon_id = ?',
      values.slice(8, 10),
    );
    return values.with(7, row?.redeem_handle ?? null);
  },
  'a change without a line of history': dropped(/^INSERT INTO coupon_history/),
  'an event that nobody will be told': dropped(/^INSERT INTO outbox_event/),
};

async function asItWas(tx: Session, values: Values, index: number, column: string): Promise<Values> {
  const sql = `SELECT ${column} AS value FROM wallet WHERE bucket = ? AND customer_id = ?`;
  const [row] = await tx.all<{ value: number }>(sql, values.slice(4, 6));
  return values.with(index, row?.value ?? 0);
}

export const spoilt = (database: Database, spoil: Spoil): Database =>
  withSessions(database, (tx) => spoiltSession(tx, spoil));

function spoiltSession(tx: Session, spoil: Spoil): Session {
  let reverses = false;
  async function run(sql: string, values: Values = []): Promise<number> {
    reverses ||= reversal.test(sql);
    const left = await spoil({ sql, values, tx, reverses });
    return left === undefined ? 1 : tx.run(sql, left);
  }
  return {
    ...tx,
    run,
    async runEach(sql, sets) {
      const changed: number[] = [];
      for (const values of sets) changed.push(await run(sql, values));
      return changed;
    },
  };
}
