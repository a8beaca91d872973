// What the doctor finds when something is wrong, one thing at a time.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCredential } from '../../../server/demo/sample.ts';
import { bury, type CliKit, createCliKit, issueCoupon, type Json, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit, 't1', { max_coupons: 20 });
  await issueCoupon(kit, 'u1');
});
afterEach(() => kit.remove());

const hour = 3_600_000;
const production = { NODE_ENV: 'production', MASTER_KEY: 'a'.repeat(64) };

async function examine(env: NodeJS.ProcessEnv = {}) {
  const ran = await kit.runWith({ env }, 'doctor', '--json');
  const { ok, findings } = JSON.parse(ran.stdout) as Json;
  expect(ran.code).toBe(ok ? 0 : 2);
  const bad = findings.filter((finding: Json) => finding.state !== 'ok');
  for (const finding of bad) expect(finding.advice).toMatch(/\w/);
  return { ok, bad: bad.map(({ about, state, says }: Json) => `${state} ${about}: ${says}`) };
}

it('finds nothing wrong with a healthy store', async () => {
  expect(await examine()).toEqual({ ok: true, bad: [] });
  const { stdout, code } = await kit.run('doctor');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok +settings +demo mode/);
  expect(stdout).toMatch(
    /journal_mode=wal, synchronous=FULL|fsync=on, full_page_writes=on, synchronous_commit=on/,
  );
  expect(stdout).toMatch(/\n14 ok, 0 to look at, 0 to mend\n$/);
});

it.each<[what: string, harm: (kit: CliKit) => unknown, found: RegExp]>([
  [
    'a stock counter that is off',
    ({ sql }) => sql('UPDATE stock_counter SET issued = 5'),
    /^fail counters: stock t1 has 1 coupons, but counts 5/,
  ],
  [
    'a user counter that is off',
    ({ sql }) => sql('UPDATE stock_user SET issued = 0'),
    /^fail counters: 1 users hold another number/,
  ],
  ['a coupon above the limit of its user', ({ sql }) => overdraw(sql), /^fail counters: 1 users hold/],
  [
    'a channel without an address',
    ({ sql }) => sql('UPDATE channel SET callback_base = NULL'),
    /^warn channel 1: has no callback base/,
  ],
  [
    'an address that is none',
    ({ sql }) => sql("UPDATE channel SET callback_base = 'nowhere'"),
    /^fail channel 1: The callback URL is not a URL/,
  ],
  [
    'a tenant without a key',
    ({ json }) => json('credential', 'disable', 'KEY1'),
    /^fail credentials: tenant default has none/,
  ],
  [
    'a key that ends soon',
    ({ json }) => json('credential', 'rotate', 'KEY1', '--overlap', '6d'),
    /^warn credentials: KEY1 ends at/,
  ],
  [
    'a clock that went back',
    ({ sql }) => sql('UPDATE coupon SET receive_at = ?', Date.now() + hour),
    /^fail clock: the store knows a time 59 min in the future/,
  ],
  [
    'a clock that is a little late',
    ({ sql }) => sql('UPDATE coupon SET receive_at = ?', Date.now() + 60_000),
    /^warn clock/,
  ],
  [
    'a circuit that configuration opened',
    ({ sql }) => sql(circuit, 'configuration'),
    /^fail channel 1: refuses us.*: bad sign/,
  ],
  ['a circuit of a peer that is down', ({ sql }) => sql(circuit, 'unreachable'), /^warn channel 1: is down/],
  [
    'an event that waits for hours',
    ({ sql }) => sql('UPDATE outbox_event SET created_at = ?', Date.now() - 3 * hour),
    /^warn channel 1: the oldest event has waited for 3 h/,
  ],
  [
    'a stock that is exhausted',
    ({ sql }) => sql('UPDATE stock SET max_coupons = 1'),
    /^warn stock t1: runs, but is exhausted/,
  ],
  [
    'a stock that is over',
    ({ sql }) => sql('UPDATE stock SET end_at = begin_at'),
    /^warn stock t1: runs, but is over since/,
  ],
])('finds %s', async (_, harm, found) => {
  await harm(kit);
  const { bad } = await examine();
  expect(bad.some((finding: string) => found.test(finding))).toBe(true);
});

const circuit =
  "INSERT INTO circuit (tenant_id, app_channel_id, cause, open_until_at, opened_at, opens, reason) VALUES ('default', 1, ?, 1, 1, 1, 'bad sign')";

async function overdraw(sql: CliKit['sql']): Promise<void> {
  await sql(
    `INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, source, status, version, begin_at, end_at, receive_at)
     SELECT bucket, 'extra', tenant_id, stock_id, user_code, source, status, version, begin_at, end_at, receive_at FROM coupon`,
  );
}

it('warns when few coupons are left', async () => {
  for (let n = 2; n <= 19; n += 1) await issueCoupon(kit, `u${n}`);
  expect((await examine()).bad).toEqual(['warn stock t1: has 1 of 20 coupons left']);
});

it('counts dead letters and says how to see them', async () => {
  const [newest] = await kit.json('deliveries', 'list');
  await bury(kit, newest.event_id);
  expect((await examine()).bad).toEqual(['warn channel 1: 1 dead letters, each of which blocks its lane']);
});

it('fails where production has the sample key', async () => {
  const fresh = createCliKit();
  const options = { env: production, stdin: sampleCredential.secret };
  const add = ['credential', 'add', '--api-key', sampleCredential.apiKey, '--secret-stdin'];
  // Production does not take it; a database that was a demo's may have it.
  expect(await fresh.runWith(options, ...add)).toMatchObject({ code: 2, stdout: '' });
  await fresh.runWith({ ...options, env: { ...production, NODE_ENV: 'development' } }, ...add);
  const ran = await fresh.runWith(options, 'doctor');
  expect(ran.code).toBe(2);
  expect(ran.stdout).toMatch(/fail +credentials +.*sample key/);
  fresh.remove();
});

it('warns of callbacks over http in production', async () => {
  const fresh = createCliKit();
  const env = { ...production, ALLOW_PRIVATE_CALLBACKS: '1' };
  await fresh.runWith(
    { env },
    'channel',
    'set',
    '1',
    '--app-id',
    'wx1',
    '--callback-base',
    'http://example.com',
  );
  const ran = await fresh.runWith({ env }, 'doctor');
  expect(ran.stdout).toMatch(/warn +channel 1 +sends phone numbers over http/);
  const strict = await fresh.runWith({ env: production }, 'doctor');
  expect(strict.stdout).toMatch(/fail +channel 1 +The callback URL must begin with https/);
  fresh.remove();
});

it('reports settings that cannot be read', async () => {
  expect(await examine({ PORT: 'x' })).toEqual({
    ok: false,
    bad: [expect.stringContaining('fail settings: PORT must be')],
  });
});

it('reports a store that cannot be opened', async () => {
  const elsewhere = createCliKit();
  mkdirSync(join(elsewhere.dataDir, 'chelian.db'));
  const { bad } = await examine({ DATA_DIR: elsewhere.dataDir });
  expect(bad).toEqual([expect.stringContaining('fail store: cannot be opened')]);
  elsewhere.remove();
});

it('reports a master key that opens nothing', async () => {
  rmSync(join(kit.dataDir, 'master.key'));
  writeFileSync(join(kit.dataDir, 'master.key'), 'b'.repeat(64));
  expect((await examine()).bad).toEqual([
    expect.stringContaining('fail store: cannot be opened: No master key'),
  ]);
});

it('greets a store with nothing in it', async () => {
  const fresh = createCliKit();
  const ran = await fresh.run('doctor');
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('nothing is set up yet');
  fresh.remove();
});
