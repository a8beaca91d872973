// Before the tests on PostgreSQL: one server for all of them, with a database of the newest schema for each layout to copy from.
import { Client } from 'pg';
import { agreeOnBuckets } from '../../../server/store/buckets.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openPostgres } from '../../../server/store/postgres.ts';
import { runningServer } from './running.ts';
import { startPostgres } from './server.ts';
import { type Layout, layouts, templateOf } from './templates.ts';

async function setup(): Promise<void> {
  // Several projects ask for it.
  if (process.env['TEST_DATABASE_URL'] !== undefined) return;
  const server = await startPostgres();
  runningServer.put(server);
  process.env['TEST_DATABASE_URL'] = server.url();
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  for (const layout of Object.keys(layouts) as Layout[]) {
    await client.query(`CREATE DATABASE ${templateOf(layout)}`);
    await fillTemplate(server.url(templateOf(layout)), layout);
  }
  await client.end();
}

async function fillTemplate(url: string, layout: Layout): Promise<void> {
  const { BUCKETS = '1', DATABASE_PARTITIONS = '0' }: { BUCKETS?: string; DATABASE_PARTITIONS?: string } =
    layouts[layout];
  const database = await openPostgres(url, { partitions: Number(DATABASE_PARTITIONS) });
  await migrate(database);
  await agreeOnBuckets(database, Number(BUCKETS));
  await database.close();
}

export { setup as default };
