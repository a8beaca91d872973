// Secrets and phones that would be recognised anywhere go through every way in, in calls that succeed and calls that fail. Afterwards they are
// looked for in the log at its most talkative, the store, the metrics, what commands print, and whatever callers were answered.
import { doorsOf } from '../kit/doors.ts';
import { storeEnv } from '../kit/engine.ts';
import { filesIn } from '../kit/rows.ts';
import { canaries } from './canaries.ts';
import { commandsOf, throughCommands, unheardIn } from './commands.ts';
import { asId, throughDoor, unheardAt } from './doors.ts';
import { type Mine, openMine } from './mine.ts';
import { keptAt, keptIn, lookedUp, said } from './places.ts';
import { findSpills } from './spill.ts';
import { whileWechatFails, withWrongSettings } from './troubles.ts';

const isCopy = (name: string) => name.endsWith('copy');

it('spills no secret and no phone', async () => {
  const mine = await openMine();
  const { server } = mine.world.visits;
  const doors = doorsOf(server.context);
  const commands = commandsOf();
  await throughCommands(
    mine,
    commands.filter((name) => !isCopy(name)),
  );
  await withWrongSettings(mine);
  for (const door of doors) await throughDoor(mine, door);
  const failures = await whileWechatFails(mine);
  const kept = await keptNow(mine);
  // Nobody may work at what is copied.
  if (engineOf(mine) === 'postgres') await mine.stop();
  await throughCommands(mine, commands.filter(isCopy));

  console.info(`canaries: ${mine.asked.length} requests, ${mine.called.length} commands`);
  expect(unheardAt(doors, mine)).toEqual([]);
  expect(unheardIn(commands, mine, engineOf(mine))).toEqual([]);
  for (const count of Object.values(failures)) expect(count).toBeGreaterThanOrEqual(5);
  // It had something to repeat.
  expect(mine.peer.complaints.join()).toContain(canaries.issuedPhone);
  const places = { ...kept, ...said(mine), ...(await copies(mine)) };
  expect(places.log).toContain('CANARY');
  expect(places.rows).toContain('139****0042');
  expect(places['command line']).toContain('"CANARY"');
  for (const value of Object.values(mine.found)) expect(value.length).toBeGreaterThan(7);
  const spills = findSpills({ ...canaries, ...mine.found }, places).filter(
    ({ secret, place }) => !(secret.startsWith(asId) && place === lookedUp),
  );
  expect(spills).toEqual([]);
  // Who is served may read what was made for them.
  const served = mine.asked.filter(({ done }) => done).map(({ answer }) => answer);
  expect(findSpills(canaries, { answers: served.join('\n') })).toEqual([]);
}, 120_000);

const engineOf = ({ world }: Mine) => world.visits.server.context.database.dialect.name;

async function keptNow({ world, directories }: Mine) {
  const { context, dataDir, send } = world.visits.server;
  const { DATABASE_URL: url } = await storeEnv(dataDir);
  return {
    ...(await keptIn(context.database, url)),
    files: [dataDir, ...directories].map(filesIn).join('\n'),
    metrics: (await send('GET', '/metrics')).text,
  };
}

async function copies({ targets }: Mine): Promise<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [call, url] of targets)
    for (const [place, text] of Object.entries(await keptAt(url))) kept[`${place} after ${call}`] = text;
  return kept;
}
