// Servers that do not let us in: said in a sentence, without the password.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { StoreUnavailable } from '../../../../server/store/errors.ts';
import { openPostgres } from '../../../../server/store/postgres.ts';
import { closedAtEnd } from '../../../kit/database.ts';
import { onPostgres } from '../../../kit/engine.ts';
import { type PostgresServer, startPostgres } from '../../../kit/postgres/server.ts';
import { tempDir } from '../../../kit/temp-dir.ts';
import { itemsOf, makeItems, setItem, timed } from './kit.ts';

const password = 'Tr0ub4dor-3';

async function whyNot(url: string): Promise<string> {
  const { error } = await timed(openPostgres(url));
  expect(error).toBeInstanceOf(StoreUnavailable);
  const { message, stack, cause } = error as StoreUnavailable;
  expect(`${message} ${stack} ${JSON.stringify(cause)} ${String(cause)}`).not.toContain(password);
  return message;
}

describe('a server with passwords', () => {
  let server: PostgresServer | undefined;
  afterEach(() => server?.remove());

  it('refuses a wrong one and takes the right one', async () => {
    const directory = tempDir();
    const hba = join(directory, 'hba.conf');
    writeFileSync(hba, 'host all chelian all trust\nhost all all all scram-sha-256\n');
    chmodSync(directory, 0o755);
    server = await startPostgres({ settings: { hba_file: hba, fsync: 'off' } });
    const admin = new Client({ connectionString: server.url() });
    await admin.connect();
    await admin.query("CREATE ROLE shop LOGIN PASSWORD 'right-one'");
    await admin.end();
    const as = (secret: string) => server?.url().replace('chelian@', `shop:${secret}@`) ?? '';
    expect(await whyNot(as(password))).toMatch(/password authentication failed for user "shop"/);
    await (await openPostgres(as('right-one'))).close();
  });
});

it('names a database that is not there', async () => {
  const { url } = await makeItems();
  const other = url.replace('@', `:${password}@`).replace(/[^/]*$/, 'nobodys');
  expect(await whyNot(other)).toMatch(/database "nobodys" does not exist/);
});

it('says that nobody listens', async () => {
  expect(await whyNot(`postgres://me:${password}@127.0.0.1:1/shop`)).toMatch(/ECONNREFUSED/);
});

it('says that there is no such host', async () => {
  expect(await whyNot(`postgres://me:${password}@nowhere.invalid/shop`)).toMatch(/nowhere\.invalid/);
});

it('gives up soon when all connections are taken', async () => {
  const { url, name } = await makeItems();
  const role = `few_${name}`;
  await onPostgres((admin) => admin.query(`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 2`));
  const ours = closedAtEnd(await openPostgres(url.replace('chelian@', `${role}@`), { poolSize: 5 }));
  const theirs = new Client({ connectionString: url.replace('chelian@', `${role}@`) });
  await theirs.connect();
  const calls = Array.from({ length: 5 }, (_, n) => timed(ours.transaction((tx) => setItem(tx, 'a', n))));
  for (const { error, ms } of await Promise.all(calls)) {
    if (error !== undefined) expect(error).toBeInstanceOf(StoreUnavailable);
    expect(ms).toBeLessThan(3_000);
  }
  await theirs.end();
  await ours.transaction((tx) => setItem(tx, 'a', 7));
  expect(await itemsOf(ours)).toBe('a=7 b=0');
  await ours.close();
  await onPostgres((admin) => admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
});
