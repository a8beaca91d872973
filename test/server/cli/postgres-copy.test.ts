// `copy` as operators call it: from the embedded database to PostgreSQL, where work goes on.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyStore } from '../../../server/store/copy/copy.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { jsonOf } from '../../kit/cli.ts';
import { onSqlite } from '../store/copy/fill.ts';
import { emptyTarget, openTarget } from '../store/copy/targets.ts';
import { type CliKit, createCliKit, issueCoupon, type Json, type Ran, setUp, setUpStock } from './kit.ts';

/** The directory's own, whatever engine the run is on. */
const embedded = { DATABASE_URL: undefined };

let kit: CliKit;
let coupon: string;
beforeEach(async () => {
  kit = at(createCliKit(), embedded);
  await setUp(kit);
  await setUpStock(kit, 't1', { max_coupons: 20 });
  coupon = await issueCoupon(kit, 'u1');
  await kit.json('redeem', coupon);
});
afterEach(() => kit.remove());

/** The same command line with another database. */
function at(any: CliKit, env: NodeJS.ProcessEnv): CliKit {
  const runWith: CliKit['runWith'] = (options, ...argv) =>
    any.runWith({ ...options, env: { ...env, ...options.env } }, ...argv);
  return {
    ...any,
    runWith,
    run: (...argv) => runWith({}, ...argv),
    json: async (...argv) => jsonOf(argv, await runWith({}, '--json', ...argv)),
  };
}

const refused = async (running: Promise<Ran>) => {
  const { code, stdout, stderr } = await running;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
};

describe('copy', () => {
  it.each([[[]], [['--buckets', '4']]])('moves a store that goes on %j', async (options) => {
    const url = await emptyTarget();
    const before = await kit.json('coupon', 'show', coupon);
    const stocks = await kit.json('stock', 'list');
    const copied = await kit.json('copy', '--to', url, ...options);
    expect(copied).toMatchObject({ ok: true, buckets: options.length === 0 ? 1 : 4 });

    const moved = at(kit, { DATABASE_URL: url });
    expect(await moved.json('coupon', 'show', coupon)).toEqual(before);
    expect(await moved.json('stock', 'list')).toEqual(stocks);
    const next = await issueCoupon(moved, 'u2');
    expect(BigInt(next)).toBeGreaterThan(BigInt(coupon));
    const again = await moved.run('coupon', 'issue', '--stock', 't1', '--user', 'u1');
    expect(again.stderr).toContain('limit');
    const doctor = await moved.run('doctor');
    expect(doctor.stdout).toContain('agree with the coupons, for every stock and user');
    expect(doctor.code).toBe(0);
  });

  it('answers to its former name, too', async () => {
    expect(await kit.json('store', 'copy', '--to', await emptyTarget())).toMatchObject({ ok: true });
  });

  it('answers with rows and sums of both sides', async () => {
    const { tables } = await kit.json('copy', '--to', await emptyTarget());
    const coupons = tables.find(({ table }: Json) => table === 'coupon');
    const sum = { rows: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(coupons).toEqual({ table: 'coupon', source: sum, target: sum });
    expect(coupons.source).toEqual(coupons.target);
  });

  it('tells people how it gets on', async () => {
    const { code, stdout, stderr } = await kit.run('copy', '--to', await emptyTarget());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^coupon +1 +[0-9a-f]{64}$/m);
    expect(stdout).toMatch(/\nBoth sides are the same: \d+ rows\. Start the server with DATABASE_URL/);
    expect(stderr).toMatch(/^copy coupon: 1 rows(, \d+ rows\/s)?$/m);
    expect(stderr).toMatch(/^compare coupon: 1 rows/m);
  });

  it('ends with 2 and names what differs', async () => {
    const url = await interruptedCopy();
    const target = await openTarget(url);
    await target.transaction((tx) => tx.run('UPDATE coupon SET extra = ?', ['by hand']));
    const ran = await kit.run('copy', '--to', url);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain(
      `coupon is not the same: the first row that differs is {"coupon_id":"${coupon}"}`,
    );
    const { ok, tables } = JSON.parse((await kit.run('--json', 'copy', '--to', url)).stdout);
    expect(ok).toBe(false);
    const wrong = tables.filter((table: Json) => table.first_difference !== undefined);
    expect(wrong).toMatchObject([{ table: 'coupon', first_difference: { coupon_id: coupon } }]);
  });

  it('lets nobody work at half a copy', async () => {
    const moved = at(kit, { DATABASE_URL: await interruptedCopy() });
    expect(await refused(moved.run('stock', 'list'))).toContain('run the same "copy" again');
  });
});

/** Of the kit's store, ended before both sides were compared. @returns the target's URL */
async function interruptedCopy(): Promise<string> {
  const url = await emptyTarget();
  const source = await openSqlite(kit.dataDir);
  const copying = copyStore(source, await openTarget(url), {
    buckets: undefined,
    now: Date.now,
    onProgress({ phase }) {
      if (phase === 'compare') throw new Error('interrupted');
    },
  });
  await expect(copying).rejects.toThrow('interrupted');
  await source.close();
  return url;
}

describe('copy is refused', () => {
  it('while a server works at the source', async () => {
    const url = await emptyTarget();
    onSqlite(kit.dataDir, (connection) =>
      connection.prepare('UPDATE worker_lease SET lease_until_at = ?').run(Date.now() + 60_000),
    );
    expect(await refused(kit.run('copy', '--to', url))).toMatch(
      /^error: a server works at the source, or was killed less than a minute ago: stop it, and try again after /,
    );
  });

  it('where there is nothing to copy', async () => {
    const DATA_DIR = join(kit.dataDir, 'empty');
    mkdirSync(DATA_DIR);
    const copying = kit.runWith({ env: { DATA_DIR } }, 'copy', '--to', await emptyTarget());
    expect(await refused(copying)).toContain('there is no database');
  });

  it('where source and target are one', async () => {
    const url = await emptyTarget();
    const copying = kit.runWith({ env: { DATABASE_URL: url } }, 'copy', '--to', url);
    expect(await refused(copying)).toContain('are the same database');
  });

  it.each([
    [[], "required option '--to <url>' not specified"],
    [['--to', 'chelian.db'], 'must be a URL that begins with postgres://'],
    [['--to', 'postgres://127.0.0.1/x', '--buckets', '0'], 'whole number from 1 to 1024'],
  ])('where it is called with %j', async (options, says) => {
    expect(await refused(kit.run('copy', ...options))).toContain(says);
  });
});
