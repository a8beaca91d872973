// A copy that is killed again and again, wherever it happens to be, ends with the same store as one that nobody touched.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Client } from 'pg';
import { onPostgres } from '../../../kit/engine.ts';
import { pause } from '../../../kit/pause.ts';
import { tempDir } from '../../../kit/temp-dir.ts';
import { contentsOfPostgres, contentsOfSqlite } from './contents.ts';
import { filledStore } from './fill.ts';
import { emptyTarget } from './targets.ts';

const coupons = 40_000;
const kills = 4;

const startCopy = (dataDir: string, url: string): ChildProcess =>
  spawn(process.execPath, ['server/cli.ts', '--json', 'copy', '--to', url], {
    env: { ...process.env, DATA_DIR: dataDir, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string }> {
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, stdout };
}

/** How many coupons the copy believes to have copied; none before it has begun. */
async function noted(client: Client): Promise<number> {
  const sql = "SELECT value::json ->> 'rows' AS rows FROM setting WHERE name = 'copy:coupon'";
  const { rows } = await client.query(sql).catch(() => ({ rows: [] }));
  return Number(rows[0]?.rows ?? 0);
}

/** Looks again and again until that many coupons have arrived. */
async function arrived(client: Client, coupons: number, child: ChildProcess): Promise<void> {
  while ((await noted(client)) < coupons) {
    if (child.exitCode !== null) throw new Error(`the copy ended with ${child.exitCode}`);
    await pause(5);
  }
}

test(`a copy killed ${kills} times ends the same`, async () => {
  const dataDir = tempDir();
  await filledStore(dataDir, coupons);
  const url = await emptyTarget();
  await onPostgres(async (client) => {
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startCopy(dataDir, url);
      await arrived(client, Math.floor(((kill + Math.random()) * coupons) / kills), child);
      child.kill('SIGKILL');
      expect((await ended(child)).code).toBeNull();
      const { rows } = await client.query(
        "SELECT COUNT(*) AS there, (SELECT value::json ->> 'rows' FROM setting WHERE name = 'copy:coupon') AS noted FROM coupon",
      );
      expect(Number(rows[0].noted)).toBe(Number(rows[0].there));
    }
  }, new URL(url).pathname.slice(1));

  const { code, stdout } = await ended(startCopy(dataDir, url));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, buckets: 1 });
  expect(await contentsOfPostgres(url)).toEqual(contentsOfSqlite(dataDir));
}, 180_000);
