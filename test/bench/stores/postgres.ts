// Prepared databases on PostgreSQL: templates, which the server itself copies.
import { postgresDialect } from '../../../server/store/dialect.ts';
import type { Lab } from '../lab.ts';
import { withClient } from './cluster.ts';
import { type Contents, makeStocks, nameOf } from './contents.ts';
import { fillPostgres } from './fill-postgres.ts';
import { serverEnv } from './server-env.ts';
import type { Store } from './store.ts';

let copies = 0;

export async function openPostgresStore(lab: Lab, contents: Contents): Promise<Store> {
  const server = await lab.cluster.server();
  const command = (sql: string) => withClient(server.url(), (client) => client.query(sql));
  const prepared = `prepared_${nameOf(contents, postgresDialect(0))}`;
  const found = await command(`SELECT FROM pg_database WHERE datname = '${prepared}'`);
  if (found.rowCount === 0) await prepare(lab, prepared, contents);
  copies += 1;
  const copy = `run_${process.pid}_${copies}`;
  // Copied file by file and synced, so that nothing of it is still being written while something is measured.
  await command(`CREATE DATABASE ${copy} TEMPLATE ${prepared} STRATEGY file_copy`);
  lab.stack.defer(async () => {
    await command(`DROP DATABASE ${copy} WITH (FORCE)`);
  });
  return {
    engine: 'postgres',
    env: envOf(lab, server.url(copy)),
    async bytes() {
      const { rows } = await command(`SELECT pg_database_size('${copy}') AS bytes`);
      return Number(rows[0]?.bytes);
    },
  };
}

/** Renamed when it is whole: a run that was interrupted leaves no half a database. */
async function prepare(lab: Lab, prepared: string, { coupons, stocks }: Contents): Promise<void> {
  const draft = `draft_of_${prepared}`;
  const { url } = await lab.cluster.server();
  await withClient(url(), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
  });
  await makeStocks({ ...envOf(lab, url(draft)), LOG_LEVEL: 'silent' }, stocks);
  if (coupons > 0) await lab.cluster.unsafely((server) => fillPostgres(server.url(draft), coupons));
  await withClient(url(), (client) => client.query(`ALTER DATABASE ${draft} RENAME TO ${prepared}`));
}

const envOf = (lab: Lab, url: string) => ({ ...serverEnv, DATA_DIR: lab.directory, DATABASE_URL: url });
