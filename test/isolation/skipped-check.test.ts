// The matrix itself: a server that does not look at sessions and signatures, and it has to name every route behind them.
import type { PluginSession } from '../../server/usecase/plugin-session.ts';
import { doorsOf } from '../kit/doors.ts';
import { runMatrix } from './matrix.ts';
import { openWorld } from './parties.ts';

/** Whoever has no good token gets the session of whoever had one last. */
let latest: PluginSession | undefined;
const remember = (session: PluginSession | undefined) => {
  latest = session ?? latest;
  return latest;
};
jest.mock('../../server/usecase/plugin-session.ts', () => {
  const real = jest.requireActual('../../server/usecase/plugin-session.ts');
  return {
    ...real,
    pluginSessionOf: async (...asked: unknown[]) => remember(await real.pluginSessionOf(...asked)),
  };
});

/** Every sign verifies. */
jest.mock('../../shared/sp/signature.ts', () => ({
  ...jest.requireActual('../../shared/sp/signature.ts'),
  verifySignature: () => 'slices',
}));

it('names every route whose check is skipped', async () => {
  const world = await openWorld();
  const doors = doorsOf(world.visits.server.context).filter(({ wire }) => wire === 'sp' || wire === 'plugin');
  const { problems } = await runMatrix(world, doors);
  const named = (audience: string) =>
    doors.filter((door) => door.audience === audience).map(({ key }) => key);
  const withProblem = (about: string) => [
    ...new Set(problems.filter((one) => one.includes(` | ${about} | `)).map((one) => one.split(' | ')[0])),
  ];
  expect(withProblem('an unknown credential').sort()).toEqual(named('user').sort());
  expect(withProblem('a wrong secret').sort()).toEqual(named('tencent').sort());
}, 240_000);
