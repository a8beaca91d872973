// The search, and the lists of what is searched: what they have to notice.
import { Command } from 'commander';
import { testContext } from '../kit/context.ts';
import { doorsOf } from '../kit/doors.ts';
import { storeEnv } from '../kit/engine.ts';
import { logLines } from '../kit/log-lines.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { canaries } from './canaries.ts';
import { commandsOf, unheardIn } from './commands.ts';
import { throughDoor, unheardAt } from './doors.ts';
import { openMine } from './mine.ts';
import { filesIn, keptIn } from './places.ts';
import { findSpills } from './spill.ts';

describe('the search', () => {
  it('notices a line of the log', () => {
    const { log, text } = logLines();
    log.info({ note: `asked with ${canaries.phone}` }, 'a careless line');
    expect(findSpills(canaries, { log: text() })).toEqual([{ secret: 'phone', place: 'log' }]);
  });

  it('notices a column that is not sealed', async () => {
    const { database } = await testContext();
    await database.transaction((tx) => tx.run('UPDATE credential SET secret_sealed = ?', ['CanaryColumn']));
    const { rows } = await keptIn(database);
    expect(findSpills({ careless: 'CanaryColumn' }, { rows })).toHaveLength(1);
  });

  it('notices what was put right since', async () => {
    const dataDir = tempDir();
    const { database } = await testContext({ dataDir });
    for (const name of ['CanaryOfOnce', 'harmless'])
      await database.transaction((tx) =>
        tx.run("UPDATE tenant SET name = ? WHERE tenant_id = 'demo'", [name]),
      );
    const { DATABASE_URL: url } = await storeEnv(dataDir);
    const { rows, heap } = await keptIn(database, url);
    const spills = findSpills({ careless: 'CanaryOfOnce' }, { rows, bytes: heap + filesIn(dataDir) });
    expect(spills).toEqual([{ secret: 'careless', place: 'bytes' }]);
  });

  it.each([
    ['as base64', Buffer.from(canaries.openKey).toString('base64')],
    ['as hex', Buffer.from(canaries.openKey).toString('hex')],
    ['in a URL', `?key=${encodeURIComponent(canaries.cipherPhone)}&x`],
    ['in part', canaries.openKey.slice(0, 30)],
    ['in groups', 'code 1397 7770 042 '],
    ['as the bytes of a key', Buffer.from(canaries.masterKey, 'hex').toString('latin1')],
    ['as a key in base64', Buffer.from(canaries.masterKey, 'hex').toString('base64')],
  ])('notices a secret %s', (_, text) => {
    expect(findSpills(canaries, { text })).toHaveLength(1);
  });
});

describe('nothing goes by unheard', () => {
  it('of a route that nobody knows', async () => {
    const mine = await openMine();
    const [known] = doorsOf(mine.world.visits.server.context);
    const path = '/new/way/in';
    const door = {
      key: `GET ${path}`,
      method: 'GET',
      path,
      audience: 'operator',
      wire: 'operations',
      name: path,
    } as const;
    await throughDoor(mine, door);
    expect(unheardAt([door], mine)).toHaveLength(2);
    expect(unheardAt(known ? [known] : [], mine)).toHaveLength(2);
  });

  it('of a command in neither list', () => {
    const program = new Command();
    program.command('secret').command('show');
    const names = [...commandsOf(), ...commandsOf(program)];
    const unheard = unheardIn(names, { called: [] }, 'sqlite');
    expect(unheard).toContain('secret show: neither takes a canary nor says why not');
    expect(unheard).toContain('credential add: does not fail as json');
    expect(unheard.filter((one) => one.includes('no such command'))).toEqual([]);
    expect(unheardIn([], { called: [] }, 'sqlite')).toContain('key list: there is no such command');
  });
});
