// The engine that this run of the tests stores in: each of jest's projects names one. What a test knows as a store's directory stands for a
// database on the PostgreSQL server of the run there.
import { Client } from 'pg';
import { layouts, templateOf } from './postgres/templates.ts';

type Engine = 'sqlite' | 'postgres' | 'postgres-buckets';

declare global {
  var TEST_ENGINE: Engine | undefined;
}

const engine: Engine = globalThis.TEST_ENGINE ?? 'sqlite';
/** Into how many buckets users fall. */
export const buckets = engine === 'postgres-buckets' ? 8 : 1;

const databases = new Map<string, Promise<string>>();

/** The settings that name a store: the same directory is the same store. @param empty without the schema that it would come with */
export async function storeEnv(dataDir: string, { empty = false } = {}): Promise<Record<string, string>> {
  if (engine === 'sqlite') return { DATA_DIR: dataDir };
  const there = databases.get(dataDir) ?? createDatabase(empty ? 'template1' : templateOf(engine));
  databases.set(dataDir, there);
  return { DATA_DIR: dataDir, DATABASE_URL: await there, ...layouts[engine] };
}

/** Statements on the server of the run itself, in its own database. */
export async function onPostgres<T>(work: (client: Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const client = new Client({ connectionString: postgresUrl(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function postgresUrl(database: string): string {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

let made = 0;

async function createDatabase(template: string): Promise<string> {
  made += 1;
  const name = `test_${process.pid}_${process.env['JEST_WORKER_ID'] ?? 0}_${Date.now()}_${made}`;
  await onPostgres((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return postgresUrl(name);
}

// Dropping one makes PostgreSQL write a checkpoint, which takes its time on a busy disk.
afterAll(async () => {
  const urls = await Promise.all(databases.values());
  if (urls.length === 0) return;
  await onPostgres(async (client) => {
    for (const url of urls)
      await client.query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  });
}, 120_000);
