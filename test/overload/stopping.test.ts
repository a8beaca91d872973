// SIGTERM under load, again and again: nobody is reset, nobody waits in vain, and what was answered is so.

import { isLong } from '../kit/long.ts';
import { pause, waitUntil } from '../kit/pause.ts';
import { crowd, newTally } from './crowd.ts';
import { problemsOf } from './problems.ts';
import { openWorld, startServer, type World } from './world.ts';

const stops = isLong ? 20 : 5;
const callers = 48;

/** @returns what was wrong after so many servers were stopped in the middle of it */
async function stopUnderLoad(world: World, times: number, signal: NodeJS.Signals): Promise<string[]> {
  const tally = newTally();
  for (let time = 0; time < times; time += 1) {
    const server = await startServer(world);
    const before = tally.claimed.size;
    const over = crowd({
      port: server.port,
      callers,
      stockId: world.stockId,
      tally,
      goesOn: () => tally.wrong.length < 10,
    });
    await waitUntil('many are served', () => tally.claimed.size >= before + 4 * callers);
    // At no moment in particular.
    await pause(Math.random() * 200);
    await server.end(signal);
    await over;
    if (server.child.exitCode !== 0) tally.wrong.push(`ended with ${server.child.exitCode}`);
  }
  return problemsOf(tally, world.context.database, world.stockId);
}

it(`loses nobody when it is told to stop ${stops} times`, async () => {
  const world = await openWorld({ DRAIN_GRACE_MS: '1000' });
  expect(await stopUnderLoad(world, stops, 'SIGTERM')).toEqual([]);
}, 600_000);

it('would notice a server that just ends', async () => {
  const world = await openWorld();
  expect((await stopUnderLoad(world, 1, 'SIGKILL')).join()).toMatch(/after \d+ characters/);
}, 60_000);
