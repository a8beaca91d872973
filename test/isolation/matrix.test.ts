// Who may ask for what: every route of the server, by everybody who must not.
import { doorsOf } from '../kit/doors.ts';
import { runMatrix } from './matrix.ts';
import { openWorld } from './parties.ts';

it('tells nobody what is not theirs, on any route', async () => {
  const world = await openWorld();
  const { cells, problems } = await runMatrix(world, doorsOf(world.visits.server.context));
  console.info(`isolation: ${cells} looks`);
  expect(problems).toEqual([]);
}, 240_000);
