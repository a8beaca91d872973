// The search, and the lists of what is searched: what they have to notice.
import { Command } from 'commander';
import { testContext } from '../kit/context.ts';
import { type Door, doorsOf } from '../kit/doors.ts';
import { storeEnv } from '../kit/engine.ts';
import { logLines } from '../kit/log-lines.ts';
import { filesIn } from '../kit/rows.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { canaries } from './canaries.ts';
import { commandsOf, unheardIn } from './commands.ts';
import { throughDoor, unheardAt } from './doors.ts';
import type { Mine } from './mine.ts';
import { keptIn } from './places.ts';
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
  const doorOf = async (name: Door['name']): Promise<Door> => {
    const door = doorsOf(await testContext()).find((one) => one.name === name);
    if (door === undefined) throw new Error(`there is no door for ${name}`);
    return door;
  };

  it('of a route that nobody calls', async () => {
    const doors = doorsOf(await testContext());
    const path = '/new/way/in';
    const at = { method: 'GET', path, audience: 'operator' } as const;
    const door: Door = { key: `GET ${path}`, ...at, wire: 'operations', name: path };
    // Whoever called there would find no server.
    const mine = { asked: [], found: {} } as unknown as Mine;
    await throughDoor(mine, door);
    for (const one of [door, ...doors])
      expect(unheardAt([one], mine)).toEqual(
        expect.arrayContaining([`${one.key}: no call is done`, `${one.key}: no call is refused`]),
      );
  });

  it.each([
    ['a good call without one', '{"mobile_phone":"13800000000"}', ['done']],
    ['one in another field', `{"user_code":"${canaries.phone}","mobile_phone":"1"}`, ['done']],
    ['one that is where it belongs', `{"mobile_phone":"${canaries.phone}"}`, []],
  ])('of a secret field: %s', async (_, body, missing) => {
    const door = await doorOf('coupon.receive');
    const call = { door: door.key, answer: '' };
    const asked = [
      { ...call, sent: `${door.path}\n${body}`, done: true },
      { ...call, sent: `${door.path}\n{"mobile_phone":["${canaries.phone}"]}`, done: false },
    ];
    expect(unheardAt([door], { asked, found: {} })).toEqual(
      missing.map((how) => `${door.key}: no canary as mobile_phone in a call that is ${how}`),
    );
  });

  it('of a field in neither list', async () => {
    const door = await doorOf('coupon.receive');
    const unheard = unheardAt([door], { asked: [], found: {} }, () => ['user_code', 'bank_card']);
    expect(unheard).toContain(`${door.key}: is bank_card secret, or open?`);
    expect(unheard.join()).not.toContain('user_code');
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
