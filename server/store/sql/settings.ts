// Named values that every process shares, such as the version of the tenants' configuration.
import { first, type Session } from '../database.ts';

export async function readSetting(session: Session, name: string): Promise<string | undefined> {
  const row = await first<{ value: string }>(session, 'SELECT value FROM setting WHERE name = ?', [name]);
  return row?.value;
}

export async function writeSetting(tx: Session, name: string, value: string): Promise<void> {
  await tx.run(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  );
}
