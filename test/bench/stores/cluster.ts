// The PostgreSQL server of a run. Its files stay where prepared databases are kept.
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../kit/postgres/server.ts';

export interface Cluster {
  /** Started when it is first needed. */
  server(): Promise<PostgresServer>;
  /** The same files under a server that syncs nothing, for filling databases fast. Nobody may be connected meanwhile. */
  unsafely(work: (server: PostgresServer) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Durability is not up for discussion; the rest is PostgreSQL's default. */
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  max_wal_size: '4GB',
};
const unsafe = {
  ...settings,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '32GB',
  shared_buffers: '4GB',
};
/** The crowd of pgbench, and the pools of the servers. */
const max_connections = '400';

export function createCluster(home: string): Cluster {
  let started: Promise<PostgresServer> | undefined;
  const server = () => {
    started ??= startPostgres({ home, settings: { ...settings, max_connections } }).then(dropCopies);
    return started;
  };
  return {
    server,
    async unsafely(work) {
      const durable = await server();
      await durable.stop();
      const fast = await startPostgres({ home, settings: { ...unsafe, max_connections } });
      try {
        await work(fast);
      } finally {
        await fast.stop();
        await durable.start();
      }
    },
    close: async () => (await started)?.stop(),
  };
}

/** Of a run that was killed; prepared databases stay. */
async function dropCopies(server: PostgresServer): Promise<PostgresServer> {
  await withClient(server.url(), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE 'run\\_%'",
    );
    for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
  return server;
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
