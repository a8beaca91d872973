// `backup`: one whole file, or none; and never over another.
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CliKit, createCliKit, issueCoupon, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
let file: string;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit, 't1');
  await issueCoupon(kit, 'u1');
  mkdirSync(join(kit.dataDir, 'backups'));
  file = join(kit.dataDir, 'backups', 'today.db');
});
afterEach(() => kit.remove());

const made = () => readdirSync(join(kit.dataDir, 'backups'));

describe('backup', () => {
  it('writes the store into one file', async () => {
    const before = await kit.dump();
    expect(await kit.json('backup', file)).toEqual({
      ok: true,
      file,
      bytes: statSync(file).size,
      migration: expect.any(Number),
      coupons: 1,
      newest_at: expect.stringMatching(/^2\d{3}-/),
      miscounted: 0,
    });
    expect(made()).toEqual(['today.db']);
    const restored = createCliKit();
    writeFileSync(join(restored.dataDir, 'chelian.db'), readFileSync(file));
    expect(await restored.dump()).toBe(before);
    restored.remove();
  });

  it('says what it holds and what not', async () => {
    const { code, stdout } = await kit.run('backup', file);
    expect(code).toBe(0);
    expect(stdout).toContain(', 1 coupons, the latest entry of 2');
    expect(stdout).toContain('The master key is not in it.');
  });

  it('lets nobody else read the file', async () => {
    await kit.run('backup', file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('has what is still in the WAL alone', async () => {
    const writer = new DatabaseSync(join(kit.dataDir, 'chelian.db'));
    writer.exec("UPDATE stock SET stock_name = 'latest'");
    // As long as a connection is open, nobody has to move it into the database's own file.
    await kit.run('backup', file);
    writer.close();
    const backup = new DatabaseSync(file, { readOnly: true });
    expect(backup.prepare('SELECT stock_name FROM stock').all()).toEqual([{ stock_name: 'latest' }]);
    backup.close();
  });

  it('changes nothing in the store', async () => {
    const before = await kit.dump();
    await kit.run('backup', file);
    expect(await kit.dump()).toBe(before);
  });

  it('ends with 2 where counters do not agree', async () => {
    await kit.sql('UPDATE stock_counter SET issued = 2');
    const { code, stdout } = await kit.run('backup', file);
    expect(code).toBe(2);
    expect(stdout).toContain(
      '1 counters do not agree with the coupons, in the store as in its backup: run "doctor"',
    );
    expect(made()).toEqual(['today.db']);
  });

  it('keeps nothing of a store that is damaged', async () => {
    // Nobody holds the file, so all of the store is in it.
    const handle = openSync(join(kit.dataDir, 'chelian.db'), 'r+');
    for (let page = 8; page < 24; page += 1)
      writeSync(handle, Buffer.alloc(4_096, 0xab), 0, 4_096, page * 4_096);
    closeSync(handle);
    const { code, stdout, stderr } = await kit.run('backup', file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/malformed|damaged/);
    expect(made()).toEqual([]);
  });
});

describe('backup is refused', () => {
  const refusal = async (env: NodeJS.ProcessEnv, ...argv: string[]) => {
    const ran = await kit.runWith({ env }, 'backup', ...argv);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    return ran.stderr;
  };

  it('where the file exists', async () => {
    writeFileSync(file, 'precious');
    expect(await refusal({}, file)).toBe(`error: ${file} exists already, and a backup overwrites nothing\n`);
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('where there is no such directory', async () => {
    expect(await refusal({}, join(kit.dataDir, 'nowhere', 'b.db'))).toContain('nowhere cannot be written to');
  });

  it('where there is no database', async () => {
    const DATA_DIR = join(kit.dataDir, 'backups');
    expect(await refusal({ DATA_DIR }, file)).toBe(
      `error: there is no database ${join(DATA_DIR, 'chelian.db')}: check DATA_DIR\n`,
    );
    expect(made()).toEqual([]);
  });

  it('on PostgreSQL, which has its own', async () => {
    const DATABASE_URL = 'postgres://127.0.0.1/chelian';
    expect(await refusal({ DATABASE_URL }, file)).toMatch(
      /PostgreSQL has its own means, .*doc\/operations\.md/,
    );
  });
});
