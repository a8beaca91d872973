// Nothing that was acknowledged is ever lost, however often the server is killed.
import { difference } from '../kit/tencent.ts';
import { runCrashLoop } from './run.ts';
import { crashWorld, cycles, lastLife, patienceMs } from './world.ts';

test.each([
  ['a server', cycles, 1],
  ['a pair of servers on one store', Math.ceil(cycles / 10), 2],
])(
  '%s loses nothing acknowledged in %i kills under load',
  async (_, cycles, processes) => {
    const world = await crashWorld();
    const { context, simulator, env } = world;
    const oracle = await runCrashLoop({ context, cycles, program: 'server/main.ts', env, processes });
    await lastLife(world);
    expect(await oracle.verify(context.database)).toEqual([]);
    expect(oracle.claimed.size).toBeGreaterThan(cycles);
    expect(await difference(context.database, simulator)).toEqual([]);
  },
  patienceMs,
);
