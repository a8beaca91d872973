// `npm run bench`: our claim on one hot stock, durable, beside a bare Express route that echoes the same body.
// Both take turns in one run on one core, the load on another; the ratio is what counts on a noisy machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import type { ServerProcess } from '../kit/process.ts';
import { prepareDatabase } from './prepare.ts';
import { median, type Row, tableHead, tableRow } from './report.ts';
import { load, residentBytes, startChelian, startEcho } from './servers.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const requests = Number(process.env['BENCH_REQUESTS'] ?? 30_000);
const connections = Number(process.env['BENCH_CONNECTIONS'] ?? 256);
const sizes = (process.env['BENCH_COUPONS'] ?? '0,100000,1000000').split(',').map(Number);
const claimPath = spInterfaces['coupon.receive'].path;

const dataDir = mkdtempSync(join(tmpdir(), 'chelian-bench-'));
try {
  const { model = 'unknown' } = cpus()[0] ?? {};
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${model}; ${connections} connections, `);
  process.stdout.write(`${requests} requests a round, medians of ${rounds} rounds\n\n${tableHead()}\n`);
  for (const size of sizes) process.stdout.write(`${tableRow(await measure(size))}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(coupons: number): Promise<Row> {
  const dir = join(dataDir, String(coupons));
  await prepareDatabase(dir, coupons);
  const echo = await startEcho();
  const chelian = await startChelian(dir);
  try {
    return { coupons, ...(await takeTurns(echo, chelian)) };
  } finally {
    await chelian.end('SIGTERM');
    await echo.end('SIGTERM');
  }
}

async function takeTurns(echo: ServerProcess, chelian: ServerProcess) {
  const measured = [];
  // One round of each to warm up, which is thrown away.
  for (let round = 0; round <= rounds; round += 1) {
    const order = { requests, connections };
    const bare = await load({ ...order, port: echo.port, path: '/echo', expected: '"request_id"' });
    const claims = await load({ ...order, port: chelian.port, path: claimPath, expected: '"code":0,' });
    if (bare.unexpected + claims.unexpected > 0) throw new Error(JSON.stringify({ bare, claims }));
    if (round > 0) measured.push({ bare, claims, ratio: claims.perSecond / bare.perSecond });
  }
  return {
    barePerSecond: median(measured.map(({ bare }) => bare.perSecond)),
    claimsPerSecond: median(measured.map(({ claims }) => claims.perSecond)),
    ratio: median(measured.map(({ ratio }) => ratio)),
    p50Ms: median(measured.map(({ claims }) => claims.p50Ms)),
    p99Ms: median(measured.map(({ claims }) => claims.p99Ms)),
    rssMb: residentBytes(chelian) / 2 ** 20,
    readyMs: chelian.readyMs,
  };
}
