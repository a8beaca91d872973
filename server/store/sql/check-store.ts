// What the engine says about itself: how durable it writes, and whether its files are whole.
import { first, type Session } from '../database.ts';

export interface Durability {
  /** What is acknowledged survives a crash of the machine. */
  readonly promised: boolean;
  readonly words: string;
}

export async function readDurability(session: Session): Promise<Durability> {
  return session.dialect.name === 'sqlite' ? sqliteDurability(session) : postgresDurability(session);
}

async function postgresDurability(session: Session): Promise<Durability> {
  const settings = await session.all<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name",
  );
  return {
    promised: settings.every(({ setting }) => setting !== 'off'),
    words: settings.map(({ name, setting }) => `${name}=${setting}`).join(', '),
  };
}

async function sqliteDurability(session: Session): Promise<Durability> {
  const mode = (await first<{ journal_mode: string }>(session, 'PRAGMA journal_mode'))?.journal_mode;
  const synchronous = (await first<{ synchronous: number }>(session, 'PRAGMA synchronous'))?.synchronous;
  return {
    promised: mode === 'wal' && synchronous === 2,
    words: `journal_mode=${mode}, synchronous=${synchronous === 2 ? 'FULL' : synchronous}`,
  };
}

/** Reads every page. @returns what is wrong; an engine that checks by itself has nothing to say. */
export async function checkIntegrity(session: Session): Promise<string[]> {
  if (session.dialect.name !== 'sqlite') return [];
  const rows = await session.all<{ quick_check: string }>('PRAGMA quick_check');
  return rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
}

export async function newestMigration(session: Session): Promise<number> {
  const row = await first<{ number: number | null }>(session, 'SELECT MAX(number) AS number FROM migration');
  return row?.number ?? 0;
}
