// The restore drill: a backup is taken under load, the machine is lost, a server starts on the backup elsewhere. What was acknowledged
// before the backup is there, no id is given twice, and deliveries go on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext } from '../../server/context.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { createLog } from '../../server/ops/log.ts';
import { readSettings } from '../../server/settings/settings.ts';
import type { SpClient } from '../../shared/sp/client.ts';
import type { ServerProcess } from '../kit/process.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { runningStock } from '../kit/stocks.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { callBack, spClientAt, startTencent } from '../kit/tencent.ts';
import type { Simulator } from '../simulator/simulator.ts';

const callers = 8;
const environment = (dataDir: string): NodeJS.ProcessEnv => ({
  DATA_DIR: dataDir,
  NODE_ENV: 'test',
  PORT: '0',
  SIMULATOR_PORT: '0',
  LOG_LEVEL: 'silent',
  DELIVERY_POLL_MS: '20',
  DELIVERY_TIMEOUT_MS: '1000',
  DELIVERY_JITTER: '0',
});

/** What a command of ours prints as JSON, run as a process of its own. */
async function sp(dataDir: string, ...argv: string[]) {
  const child = spawn(process.execPath, ['server/cli.ts', '--json', ...argv], {
    env: { ...process.env, ...environment(dataDir) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, json: JSON.parse(stdout) };
}

/** A shop with a stock that lasts, whose callbacks go to the simulator. */
async function setUp(dataDir: string, simulator: Simulator): Promise<void> {
  const context = await createContext(readSettings(environment(dataDir)), { log: createLog('silent') });
  await seedDemo(context, undefined);
  await callBack(context, simulator.url);
  await runningStock(context, { stock_id: 'lasting', max_coupons: 1_000_000 });
  await context.close();
}

async function claim(client: SpClient, requestId: string): Promise<string> {
  const answer = await client.call('coupon.receive', {
    app_channel_id: 1,
    user_code: `u-${requestId}`,
    stock_id: 'lasting',
    request_id: requestId,
  });
  if (answer.code !== 0) throw new Error(`${requestId}: ${answer.code} ${answer.message}`);
  return (answer.data as { coupon_id: string }).coupon_id;
}

/** Claims, one after another for each caller, until the server is gone. */
function load(server: ServerProcess) {
  const client = spClientAt(server.url);
  const acknowledged = new Map<string, string>();
  let slowestMs = 0;
  let next = 0;
  async function call(): Promise<void> {
    for (;;) {
      next += 1;
      const requestId = `r${next}`;
      const since = performance.now();
      acknowledged.set(requestId, await claim(client, requestId));
      slowestMs = Math.max(slowestMs, performance.now() - since);
    }
  }
  const ended = Promise.allSettled(Array.from({ length: callers }, call));
  return {
    acknowledged,
    ended,
    /** The slowest claim since this was last asked. */
    slowest() {
      const slowest = slowestMs;
      slowestMs = 0;
      return slowest;
    },
    async reaches(count: number): Promise<void> {
      while (acknowledged.size < count) await new Promise(setImmediate);
    },
  };
}

test('a server goes on with a backup made under load', async () => {
  const simulator = await startTencent({ plan: { rules: [{ interface: 'coupon.rsync', fault: '500' }] } });
  const lost = tempDir();
  await setUp(lost, simulator);
  const server = await startServerProcess(environment(lost));
  const claims = load(server);
  await claims.reaches(1_000);
  // Their callbacks fail, so that they are still owed in the backup.
  const issued = await Promise.all(
    ['a', 'b'].map((user) => sp(lost, 'coupon', 'issue', '--stock', 'lasting', '--user', user)),
  );
  const owed = issued.map(({ json }) => String(json.coupon_id));

  claims.slowest();
  const before = new Map(claims.acknowledged);
  const file = join(tempDir(), 'backup.db');
  const backup = await sp(lost, 'backup', file);
  expect(backup).toMatchObject({ code: 0, json: { ok: true } });
  expect(backup.json.coupons).toBeGreaterThanOrEqual(before.size + owed.length);
  expect(claims.acknowledged.size).toBeGreaterThan(before.size);
  expect(claims.slowest()).toBeLessThan(5_000);
  await claims.reaches(claims.acknowledged.size + 200);
  await server.end('SIGKILL');
  await claims.ended;

  const restored = tempDir();
  copyFileSync(file, join(restored, 'chelian.db'));
  copyFileSync(join(lost, 'master.key'), join(restored, 'master.key'));
  simulator.setPlan({});
  const again = await startServerProcess(environment(restored));
  const client = spClientAt(again.url);
  for (const [requestId, couponId] of before) expect(await claim(client, requestId)).toBe(couponId);
  // What came after the backup is lost: who claims it again gets another coupon.
  const [lateRequest = '', lateCoupon] = [...claims.acknowledged].at(-1) ?? [];
  expect(await claim(client, lateRequest)).not.toBe(lateCoupon);
  const given = new Set([...claims.acknowledged.values(), ...owed]);
  for (let n = 0; n < 200; n += 1) {
    const couponId = await claim(client, `after-${n}`);
    expect(given.has(couponId)).toBe(false);
    given.add(couponId);
  }
  const known = () => simulator.state().coupons.map((coupon) => coupon.coupon_id);
  while (!owed.every((couponId) => known().includes(couponId)))
    await new Promise((later) => setTimeout(later, 100));
  expect(await sp(restored, 'doctor')).toMatchObject({ code: 0, json: { ok: true } });
}, 120_000);
