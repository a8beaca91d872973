// Whether the store keeps what it promised, can be written, and is whole.
import type { Context } from '../../context.ts';
import { migrations } from '../../store/migrations/list.ts';
import { probeStore } from '../../store/probe.ts';
import { checkIntegrity, newestMigration, readDurability } from '../../store/sql/check-store.ts';
import { type Finding, fail, ok } from './finding.ts';

export async function checkStore({ database, useCases }: Context): Promise<readonly Finding[]> {
  return [
    await durability(database.read),
    await schema(database.read),
    await writable({ database, useCases }),
    await integrity(database.read),
  ];
}

type Read = Context['database']['read'];

async function durability(read: Read): Promise<Finding> {
  const { promised, words } = await readDurability(read);
  return promised
    ? ok('store', `opens; ${words}`)
    : fail(
        'store',
        `does not keep what it acknowledges: ${words}`,
        'put DATA_DIR on a local disk with a file system that SQLite trusts; on PostgreSQL, set what is off to on',
      );
}

async function schema(read: Read): Promise<Finding> {
  const newest = await newestMigration(read);
  const known = migrations.at(-1)?.number ?? 0;
  return newest === known
    ? ok('schema', `migration ${known}, the newest`)
    : fail(
        'schema',
        `migration ${newest}, but this version has ${known}`,
        'start the server once with this version',
      );
}

async function writable({ database, useCases }: Pick<Context, 'database' | 'useCases'>): Promise<Finding> {
  try {
    await probeStore(database, useCases.now);
    return ok('writing', 'works');
  } catch (error) {
    const says = `does not work: ${error instanceof Error ? error.message : String(error)}`;
    return fail(
      'writing',
      says,
      'see which process holds the lock, and whether the disk is full or read-only',
    );
  }
}

async function integrity(read: Read): Promise<Finding> {
  const problems = await checkIntegrity(read);
  if (problems.length === 0) return ok('integrity', 'whole');
  return fail(
    'integrity',
    `${problems.length} problems: ${problems.slice(0, 3).join('; ')}`,
    'stop the server, keep a copy, and restore a backup',
  );
}
