// The command line in this process, on a store of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../server/cli/program.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import type { Database, SqlValue } from '../../../server/store/database.ts';
import { openStore } from '../../../server/store/open.ts';
import { storeEnv } from '../../kit/engine.ts';
import { scratch } from '../../kit/scratch.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stopped?: () => Promise<unknown>;
  readonly onStdout?: (text: string) => void;
}

/** What --json answers, as the tests read it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at single members and fail where they are not there.
export type Json = any;

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

  async function runWith(options: CallOptions, ...argv: string[]): Promise<Ran> {
    const printed = { stdout: '', stderr: '' };
    const code = await runCli(argv, {
      env: { ...(await storeEnv(dataDir)), ...options.env },
      stdin: lines(options.stdin ?? ''),
      stdout: {
        write(text) {
          printed.stdout += text;
          options.onStdout?.(printed.stdout);
        },
      },
      stderr: {
        write(text) {
          printed.stderr += text;
        },
      },
      stopped: options.stopped ?? (() => new Promise(() => {})),
    });
    return { code, ...printed };
  }

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
    async json(...argv) {
      const ran = await runWith({}, '--json', ...argv);
      if (ran.code !== 0) throw new Error(`${argv.join(' ')} ended with ${ran.code}: ${ran.stderr}`);
      return JSON.parse(ran.stdout);
    },
    sql: (statement, ...values) =>
      withDatabase(async (database) => void (await database.transaction((tx) => tx.run(statement, values)))),
    dump: () => withDatabase(dumpOf),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

const tablesOf = {
  sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'worker_lease' ORDER BY name",
  postgres:
    "SELECT relname AS name FROM pg_stat_user_tables WHERE relname <> 'worker_lease' ORDER BY relname",
};

async function dumpOf({ dialect, read }: Database): Promise<string> {
  const tables = await read.all<{ name: string }>(tablesOf[dialect.name]);
  const contents = [];
  for (const { name } of tables) contents.push([name, await read.all(`SELECT * FROM ${name}`)]);
  return JSON.stringify(contents);
}

async function* lines(text: string): AsyncGenerator<string> {
  yield text;
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
