// Calls on the database's files fail, once or from then on, under a server that lives: each claim is refused cleanly or is there for good.
import { performance } from 'node:perf_hooks';
import { probeReady } from '../kit/probe.ts';
import { Claims, cleanRefusals } from './claims.ts';
import { report } from './report.ts';
import { injectFault } from './strace.ts';
import { type FaultWorld, faultWorld } from './world.ts';

let world: FaultWorld;
let claims: Claims;

beforeEach(async () => {
  world = await faultWorld();
  claims = new Claims();
});

const sync = 'fsync,fdatasync:error=EIO';
const write = 'pwrite64:error=ENOSPC';

describe.each([
  ['syncing fails', `${sync}:when=3+`],
  ['the disk is full', `${write}:when=3+`],
  ['the disk fills up in the middle of a transaction', `${write}:when=20+`],
])('while %s', (name, inject) => {
  test('claims are refused, and work again when it is over', async () => {
    const server = await world.serve();
    const { url } = server;
    expect((await claims.claim(url))?.code).toBe(0);
    const fault = await injectFault(server, { inject, files: [world.file, world.log] });
    expect(await claims.claimWhile(url, 0)).toBe(500_000);
    expect(await claims.claimWhile(url, 500_000, { atMost: 30 })).toBe(500_000);
    expect((await probeReady(url)).status).toBe(503);

    await fault.letGo();
    const since = performance.now();
    while ((await claims.claim(url))?.code !== 0) expect(performance.now() - since).toBeLessThan(60_000);
    report(`${name}: serves again after`, performance.now() - since);
    expect((await probeReady(url)).status).toBe(200);
    expect(['200 0', ...cleanRefusals]).toEqual(expect.arrayContaining([...claims.answers]));
    expect(await claims.askAgain(url)).toEqual([]);
    await server.end('SIGKILL');
    expect(await world.problems(claims)).toEqual([]);
  });

  test('a kill loses nothing that was acknowledged', async () => {
    const server = await world.serve();
    await injectFault(server, { inject, files: [world.file, world.log] });
    expect(await claims.claimWhile(server.url, 0)).toBe(500_000);
    await server.end('SIGKILL');
    expect(await world.problems(claims)).toEqual([]);
    const { url, end } = await world.serve();
    expect(await claims.askAgain(url)).toEqual([]);
    await end('SIGTERM');
    expect(await world.problems(claims)).toEqual([]);
  });
});

test.each([
  ['sync', `${sync}:when=3`],
  ['write of a frame', `${write}:when=5`],
  ['write of the last frame', `${write}:when=24`],
])('one %s that fails costs no more than its group', async (_, inject) => {
  const server = await world.serve();
  const { url } = server;
  await injectFault(server, { inject, files: [world.file, world.log] });
  expect(await claims.claimWhile(url, 0)).toBe(500_000);
  expect(claims.open.size).toBeLessThanOrEqual(4);
  expect(await claims.claimWhile(url, 0, { atMost: 20 })).toBe(0);
  expect(await claims.askAgain(url)).toEqual([]);
  await server.end('SIGKILL');
  expect(await world.problems(claims)).toEqual([]);
});

test('notices an answer sent before COMMIT', async () => {
  const server = await world.serve('test/crash/faulty/early-answer.ts');
  await injectFault(server, { inject: `${sync}:when=3+`, files: [world.log] });
  await claims.claimWhile(server.url, 0, { atMost: 20 });
  await server.end('SIGKILL');
  expect(await world.problems(claims)).toContainEqual(expect.stringMatching(/^claim .* is lost$/));
});
