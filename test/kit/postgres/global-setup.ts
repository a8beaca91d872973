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
  if (process.env['TEST_TEMPLATES_READY'] !== undefined) return;
  const url = process.env['TEST_DATABASE_URL'] ?? (await ownServer());
  process.env['TEST_DATABASE_URL'] = url;
  for (const layout of Object.keys(layouts) as Layout[]) await makeTemplate(url, layout);
  process.env['TEST_TEMPLATES_READY'] = 'yes';
}

async function ownServer(): Promise<string> {
  const server = await startPostgres();
  runningServer.put(server);
  return server.url();
}

async function makeTemplate(url: string, layout: Layout): Promise<void> {
  const name = templateOf(layout);
  const client = new Client({ connectionString: url });
  await client.connect();
  // A server that is not ours may have one from an earlier run.
  await client.query(`DROP DATABASE IF EXISTS ${name}`);
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${name}`;
  await fillTemplate(template.href, layout);
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
