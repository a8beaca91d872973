// How we connect: with time-outs on every wait, several statements under way at once, and whole numbers as numbers.
import pg from 'pg';

const int8 = 20;
const numeric = 1700;

/** @param statementTimeoutMs 0: as long as it takes, and planned for reading much */
export function connectionOptions(url: string, statementTimeoutMs: number): pg.PoolConfig {
  const serving = statementTimeoutMs > 0;
  const settings = sessionSettings(serving ? { ...always(statementTimeoutMs), ...lookups } : always(0));
  return {
    connectionString: url,
    application_name: 'chelian-coupon',
    // Statements that do not wait for each other's answers go out together.
    pipeline: true,
    types: { getTypeParser: typeParser },
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    // Plans live as long as their connection. Made for an empty table, they take the first index that comes, which they would go on
    // reading from end to end while the table grows.
    maxLifetimeSeconds: 60,
    keepAlive: true,
    // The server's own limits do not help where the network swallows what it says: then the connection is given up.
    ...(serving && { query_timeout: statementTimeoutMs + 2_000 }),
    onConnect: async (client) => {
      await client.query(settings);
    },
  };
}

const always = (statementTimeoutMs: number) => ({
  statement_timeout: String(statementTimeoutMs),
  lock_timeout: '1000',
  // A process that hangs with a stock's lock in its hand must not stop all the others.
  idle_in_transaction_session_timeout: '5000',
});

/**
 * All that we look up is found by an index. Prepared plans are made once, when tables may still be empty and a scan looks cheap;
 * left alone, they would go on scanning while the tables grow.
 */
const lookups = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
  // A plan that has to scan all the same looks endlessly dear now, and PostgreSQL would compile it first: for seconds, to read ten rows.
  jit: 'off',
};

/** A related engine may lack some of the settings: what it does not know is left out. */
function sessionSettings(settings: Readonly<Record<string, string>>): string {
  const wanted = Object.entries(settings).map(([name, value]) => `('${name}', '${value}')`);
  // And what is acknowledged is on disk, whatever the role or the database was set to.
  return `SELECT set_config(name, wanted.value, false) FROM pg_settings JOIN (VALUES ${wanted.join(', ')}) AS wanted (name, value) USING (name)
    UNION ALL SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;
}

/** 64-bit and decimal numbers come as text, since not all of them fit. Ours do. */
function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`PostgreSQL returned ${text}, which is no whole number that fits`);
  return value;
}

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === int8 || oid === numeric ? wholeNumber : pg.types.getTypeParser(oid, format as 'text');
}
