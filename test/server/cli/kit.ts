// The command line in this process, on a store of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../../server/settings/settings.ts';
import type { Database, SqlValue } from '../../../server/store/database.ts';
import { openStore } from '../../../server/store/open.ts';
import { type CallOptions, type Json, jsonOf, type Ran, runCommand } from '../../kit/cli.ts';
import { storeEnv } from '../../kit/engine.ts';
import { allRows } from '../../kit/rows.ts';
import { scratch } from '../../kit/scratch.ts';

export type { Json, Ran };

export interface CliKit {
  readonly dataDir: string;
  run(...argv: string[]): Promise<Ran>;
  runWith(options: CallOptions, ...argv: string[]): Promise<Ran>;
  /** Runs a command that must succeed and reads its one JSON value. */
  json(...argv: string[]): Promise<Json>;
  /** Changes the store behind the program's back. */
  sql(statement: string, ...values: SqlValue[]): Promise<void>;
  /** Everything in the store but leases, which every process takes. */
  dump(): Promise<string>;
  remove(): void;
}

export function createCliKit(): CliKit {
  const dataDir = mkdtempSync(join(scratch, 'chelian-cli-'));

  const runWith = async (options: CallOptions, ...argv: string[]): Promise<Ran> =>
    runCommand(argv, { ...options, env: { ...(await storeEnv(dataDir)), ...options.env } });

  async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openStore(readSettings(await storeEnv(dataDir)));
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  return {
    dataDir,
    run: (...argv) => runWith({}, ...argv),
    runWith,
    json: async (...argv) => jsonOf(argv, await runWith({}, '--json', ...argv)),
    sql: (statement, ...values) =>
      withDatabase(async (database) => void (await database.transaction((tx) => tx.run(statement, values)))),
    dump: () =>
      withDatabase(async (database) => {
        const contents = await allRows(database);
        return JSON.stringify(contents.filter(([table]) => table !== 'worker_lease'));
      }),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

const dayMs = 86_400_000;

/** A stock in the shape of /stock/rsync, valid now. */
export function stockJson(stockId: string, changes: Record<string, unknown> = {}): string {
  const now = Date.now();
  return JSON.stringify({
    app_channel_id: 1,
    stock_id: stockId,
    stock_name: '代驾10元代金券',
    instructions: '使用说明',
    coupon_name: '代驾代金券',
    coupon_desc: '消费满100元可用',
    coupon_type: 1,
    fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
    max_coupons: 3,
    max_coupons_per_user: 1,
    available_begin_time: new Date(now - dayMs).toISOString(),
    available_end_time: new Date(now + 30 * dayMs).toISOString(),
    ...changes,
  });
}

/** A channel and a key. */
export async function setUp(kit: CliKit): Promise<void> {
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--callback-base', 'http://127.0.0.1:9/callback');
  await kit.json('credential', 'add', '--api-key', 'KEY1');
}

/** A running stock on top of that. */
export async function setUpStock(
  kit: CliKit,
  stockId = 't1',
  changes: Record<string, unknown> = {},
): Promise<void> {
  const created = await kit.runWith({ stdin: stockJson(stockId, changes) }, 'stock', 'create', '--file', '-');
  if (created.code !== 0) throw new Error(created.stderr);
  await kit.json('stock', 'activate', stockId);
}

/** @returns its coupon_id */
export async function issueCoupon(kit: CliKit, user: string, stockId = 't1'): Promise<string> {
  const coupon = await kit.json('coupon', 'issue', '--stock', stockId, '--user', user);
  return coupon.coupon_id;
}

/** Makes an event a dead letter that was refused once. */
export async function bury(kit: CliKit, eventId: string, at = Date.now()): Promise<void> {
  await kit.sql(
    "INSERT INTO delivery_attempt (bucket, event_id, attempt, at, outcome, http_status, code, message, duration_ms, seq_id) VALUES (0, ?, 1, ?, 'permanent', 200, 400000, 'bad parameter', 12, 'seq-1')",
    eventId,
    at,
  );
  await kit.sql(
    "UPDATE outbox_event SET state = 'dead', attempts = 1, tries = 3 WHERE event_id = ?",
    eventId,
  );
  await kit.sql(
    'UPDATE delivery_lane SET blocked = 1, waits_for_stock = 0, ready_at = NULL WHERE lane_id = (SELECT lane_id FROM outbox_event WHERE event_id = ?)',
    eventId,
  );
}

/** A shop with a stock, and a coupon of it that user u1 has. */
export async function kitWithCoupon(): Promise<{ kit: CliKit; coupon: string }> {
  const kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit);
  return { kit, coupon: await issueCoupon(kit, 'u1') };
}
