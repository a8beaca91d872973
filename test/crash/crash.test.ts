// Nothing that was acknowledged is ever lost, however often the server is killed; and the harness would notice if it were.
import { runCrashLoop } from './run.ts';
import { type CrashWorld, crashWorld, cycles, difference, lastLife, quiet } from './world.ts';

let world: CrashWorld;

beforeEach(async () => {
  world = await crashWorld();
});

test(`loses nothing acknowledged in ${cycles} kills under load`, async () => {
  const { context, env } = world;
  const oracle = await runCrashLoop({ context, cycles, program: 'server/main.ts', env });
  await lastLife(world);
  expect(await oracle.verify(context.database)).toEqual([]);
  expect(oracle.claimed.size).toBeGreaterThan(cycles);
  expect(await difference(world)).toEqual([]);
}, 600_000);

test('notices an answer sent before COMMIT', async () => {
  const { context } = world;
  const oracle = await runCrashLoop({
    context,
    cycles: 3,
    program: 'test/crash/early-answer.ts',
    env: { ...world.env, ...quiet },
    moment: ({ claims }) => claims.next(),
  });
  const problems = await oracle.verify(context.database);
  expect(problems).toContainEqual(expect.stringMatching(/^claim .* is lost$/));
}, 60_000);
