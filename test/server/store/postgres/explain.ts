// A store on one connection that has every statement explained while it runs: how PostgreSQL found the rows, and how many it looked at.
import { Client } from 'pg';
import type { Database } from '../../../../server/store/database.ts';
import { postgresDialect } from '../../../../server/store/dialect.ts';
import { connectionOptions } from '../../../../server/store/postgres/connection.ts';
import { createPostgresSession, type Queryable } from '../../../../server/store/postgres/session.ts';
import { createStatements } from '../../../../server/store/postgres/statements.ts';

export interface Explained {
  readonly text: string;
  /** Tables that were read from end to end. */
  readonly scanned: readonly string[];
  /** For how many sets of values it was. */
  readonly sets: number;
  /** Rows that came out of it, or that it changed. */
  readonly made: number;
  /** Rows of tables that were looked at for that. */
  readonly looked: number;
  /** Pages of tables and indexes that were visited. */
  readonly pages: number;
}

export interface ExplainedDatabase extends Database {
  /** What was run since the last call. */
  take(): Explained[];
}

/** Runs and plans statements as the serving pool does. @param url of a database with the newest schema */
export async function openExplained(url: string, partitions: number): Promise<ExplainedDatabase> {
  const { onConnect, ...options } = connectionOptions(url, 3_000);
  const client = new Client({ ...options, pipeline: false });
  await client.connect();
  await onConnect?.(client);
  const dialect = postgresDialect(partitions);
  const explained: Explained[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const prepared = new Set<string>();

  /** One at a time: an explanation takes several statements. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function explain(name: string, text: string, values: readonly unknown[]): Promise<void> {
    const changes = !text.startsWith('SELECT');
    if (!prepared.has(name)) await client.query(`PREPARE explained_${name} AS ${text}`);
    prepared.add(name);
    const literals = values.map((value) => literalOf(client, value)).join(', ');
    if (changes) await client.query('SAVEPOINT explaining');
    const { rows } = await client.query(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE explained_${name} ${literals && `(${literals})`}`,
    );
    if (changes) await client.query('ROLLBACK TO SAVEPOINT explaining');
    explained.push({ text, ...readPlan(rows[0]['QUERY PLAN'][0].Plan) });
  }

  const connection: Queryable = {
    query: (statement) =>
      inTurn(async () => {
        const { name, text, values = [] } = statement;
        if (name !== undefined) await explain(name, text, values);
        return client.query(statement);
      }),
  };
  const session = createPostgresSession(connection, dialect, createStatements());
  let turn: Promise<unknown> = Promise.resolve();
  return {
    dialect,
    read: session,
    transaction(work) {
      const mine = turn.then(async () => {
        await session.run('BEGIN');
        const result = await work(session);
        await session.run('COMMIT');
        return result;
      });
      turn = mine.catch(() => session.run('ROLLBACK'));
      return mine;
    },
    take: () => explained.splice(0),
    close: () => client.end(),
  };
}

function literalOf(client: Client, value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map((one) => literalOf(client, one)).join(', ')}]::text[]`;
  return client.escapeLiteral(String(value));
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Node[];
}

function readPlan(root: Node): Omit<Explained, 'text'> {
  const nodes = flatten(root);
  const readers = nodes.filter(
    (node) => / Scan$/.test(node['Node Type']) && node['Relation Name'] !== undefined,
  );
  const unnest = nodes.find((node) => node['Node Type'] === 'Function Scan');
  const source = root['Node Type'] === 'ModifyTable' ? root.Plans?.[0] : root;
  return {
    scanned: readers.flatMap((node) =>
      node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [],
    ),
    sets: unnest?.['Actual Rows'] ?? 1,
    made: source?.['Actual Rows'] ?? 0,
    looked: readers.reduce((sum, node) => sum + lookedAt(node), 0),
    pages: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** The numbers of a node are those of one loop. */
const lookedAt = (node: Node): number =>
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];
