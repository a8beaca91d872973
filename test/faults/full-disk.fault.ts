// A disk that really is full: a small one of the test's own, in memory.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '../kit/at-end.ts';
import { probeReady } from '../kit/probe.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { Claims, cleanRefusals } from './claims.ts';
import { report } from './report.ts';
import { type FaultWorld, faultWorld } from './world.ts';

/** Unmounted after the test. @throws where we may not mount */
function smallDisk(megabytes: number): string {
  const path = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', path], { stdio: 'pipe' });
  } catch (error) {
    throw new Error('These tests mount a disk of their own, in memory: run them as root.', { cause: error });
  }
  atEnd(() => execFileSync('umount', ['--lazy', path]));
  return path;
}

/** To the last byte. */
function fill(file: string): void {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}

async function fullWorld(megabytes: number) {
  const disk = smallDisk(megabytes);
  const ballast = join(disk, 'ballast');
  const dataDir = join(disk, 'data');
  mkdirSync(dataDir);
  return { disk, ballast, claims: new Claims(), world: await faultWorld(dataDir) };
}

const clean = ['200 0', ...cleanRefusals];

test('a full disk refuses claims until there is room', async () => {
  const { ballast, claims, world } = await fullWorld(16);
  const server = await world.serve();
  const { url } = server;
  expect(await claims.claimWhile(url, 0, { atMost: 20 })).toBe(0);
  fill(ballast);
  expect(await claims.claimWhile(url, 0)).toBe(500_000);
  expect(await claims.claimWhile(url, 500_000, { atMost: 30 })).toBe(500_000);
  expect((await probeReady(url)).status).toBe(503);

  rmSync(ballast);
  const since = performance.now();
  while ((await claims.claim(url))?.code !== 0) expect(performance.now() - since).toBeLessThan(60_000);
  report('room on the disk: serves again after', performance.now() - since);
  expect((await probeReady(url)).status).toBe(200);
  expect(await claims.askAgain(url)).toEqual([]);
  expect(clean).toEqual(expect.arrayContaining([...claims.answers]));
  await server.end('SIGKILL');
  expect(await world.problems(claims)).toEqual([]);
});

test('a server that filled its disk loses nothing in a kill', async () => {
  const { disk, claims, world } = await fullWorld(8);
  const server = await world.serve();
  expect(await claims.claimWhile(server.url, 0, { atMost: 5_000 })).toBe(500_000);
  expect(claims.oracle.claimed.size).toBeGreaterThan(20);
  await server.end('SIGKILL');
  await expectNoService(world, claims);

  execFileSync('mount', ['-o', 'remount,size=64m', disk]);
  const { url, end } = await world.serve();
  expect(await claims.askAgain(url)).toEqual([]);
  expect(clean).toEqual(expect.arrayContaining([...claims.answers]));
  await end('SIGKILL');
  expect(await world.problems(claims)).toEqual([]);
});

/** Where it finds room for the little that a start writes, it starts and refuses; else it ends and says why. */
async function expectNoService(world: FaultWorld, claims: Claims): Promise<void> {
  const server = await world.serve().catch((error: Error) => error);
  if (server instanceof Error) {
    expect(server.message).toMatch(/ended with 1:/);
    return;
  }
  expect((await claims.claim(server.url))?.code).toBe(500_000);
  await server.end('SIGKILL');
}
