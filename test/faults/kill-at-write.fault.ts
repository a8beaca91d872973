// The server is killed just before its N-th write to the database's files: between any two of them the store is whole.

import { isLong } from '../kit/long.ts';
import { waitUntil } from '../kit/pause.ts';
import type { ServerProcess } from '../kit/process.ts';
import { Claims } from './claims.ts';
import { injectFault } from './strace.ts';
import { faultWorld } from './world.ts';

/** A claim that is alone in its group writes a dozen times. */
const writes = isLong ? Array.from({ length: 60 }, (_, n) => n + 1) : [1, 2, 3, 7, 12, 23, 38, 60];
const checkpointWrites = isLong ? Array.from({ length: 12 }, (_, n) => n + 1) : [1, 2, 9];
const eachMs = 30_000;

const killBefore = (n: number) => `pwrite64:signal=KILL:when=${n}`;
const isGone = ({ child }: ServerProcess) => child.exitCode !== null || child.signalCode !== null;

test(
  `is whole after a kill before each of ${writes.length} writes of claims`,
  async () => {
    const world = await faultWorld();
    const claims = new Claims();
    for (const n of writes) {
      const server = await world.serve();
      // What the last kill left open.
      expect(await claims.askAgain(server.url)).toEqual([]);
      await injectFault(server, { inject: killBefore(n), files: [world.file, world.log] });
      expect([n, await claims.claimWhile(server.url, 0)]).toEqual([n, undefined]);
      await waitUntil('it is gone', () => isGone(server));
      expect([n, await world.problems(claims)]).toEqual([n, []]);
    }
    expect(claims.answers).toEqual(new Set(['200 0']));
    const { url } = await world.serve();
    expect(await claims.askAgain(url)).toEqual([]);
  },
  60_000 + writes.length * eachMs,
);

test(
  'is whole after a kill while the log is moved to the file',
  async () => {
    const claims = new Claims();
    const world = await faultWorld();
    for (const n of checkpointWrites) {
      const server = await world.serve();
      expect(await claims.claimWhile(server.url, 0, { atMost: 20 })).toBe(0);
      await injectFault(server, { inject: killBefore(n), files: [world.file] });
      await server.end('SIGTERM');
      expect([n, server.child.signalCode]).toEqual([n, 'SIGKILL']);
      expect([n, await world.problems(claims)]).toEqual([n, []]);
    }
    const { url } = await world.serve();
    expect(await claims.askAgain(url)).toEqual([]);
  },
  60_000 + checkpointWrites.length * eachMs,
);

test('notices a group saved without a transaction', async () => {
  const problems: string[] = [];
  // Between the coupon, with its indexes, and the stock's count.
  for (const n of [9, 11]) {
    const world = await faultWorld();
    const claims = new Claims();
    const server = await world.serve('test/crash/faulty/no-transaction.ts');
    await injectFault(server, { inject: killBefore(n), files: [world.file, world.log] });
    expect(await claims.claimWhile(server.url, 0)).toBeUndefined();
    problems.push(...(await world.problems(claims)));
  }
  expect(problems).toContainEqual(expect.stringMatching(/^stock lasting counts /));
});
