// How far a copy has come. It stands in the target, written together with the rows that it tells of, so that a copy which is
// interrupted anywhere goes on there; and so that nobody takes half a copy for a store.
import type { Session } from '../database.ts';
import { StoreRefused } from '../refused.ts';
import { readSetting, writeSetting } from '../sql/settings.ts';
import type { Key } from './scan.ts';
import { type CopiedTable, marker } from './tables.ts';

/** What is copied, and into what. */
export interface Begun {
  /** Changes whenever any program has worked at the source. */
  readonly source: string;
  readonly buckets: number;
}

/** How far a table has come. */
export interface Place {
  readonly rows: number;
  /** The key of the last row that was copied. */
  readonly after?: Key;
  readonly complete: boolean;
}

const begunName = `${marker}begun`;

export async function readBegun(session: Session): Promise<Begun | undefined> {
  const text = await readSetting(session, begunName);
  return text === undefined ? undefined : (JSON.parse(text) as Begun);
}

export async function writeBegun(tx: Session, begun: Begun): Promise<void> {
  await writeSetting(tx, begunName, JSON.stringify(begun));
}

export async function readPlace(session: Session, { name }: CopiedTable): Promise<Place> {
  const text = await readSetting(session, marker + name);
  return text === undefined ? { rows: 0, complete: false } : (JSON.parse(text) as Place);
}

export async function writePlace(tx: Session, { name }: CopiedTable, place: Place): Promise<void> {
  await writeSetting(tx, marker + name, JSON.stringify(place));
}

/** The copy is complete, and the target a store like any other. */
export async function forgetProgress(tx: Session): Promise<void> {
  await tx.run(`DELETE FROM setting WHERE name LIKE '${marker}%'`);
}

/** @throws StoreRefused where a copy was begun and not ended: a server must not work at half a store. */
export async function refuseHalfCopied(session: Session): Promise<void> {
  if ((await readBegun(session)) === undefined) return;
  throw new StoreRefused(
    'A copy into this database has not ended: run the same "copy" again, which goes on where it was.',
  );
}
