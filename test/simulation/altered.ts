// A database that lies: it runs other statements than it is given, or answers with other rows.
import type { Database, Session, SqlValue } from '../../server/store/database.ts';
import { withSessions } from '../kit/faulty/sessions.ts';

type Row = Record<string, SqlValue>;

export interface Alteration {
  readonly sql?: (text: string) => string;
  readonly row?: (row: Row) => Row;
}

export function altered(database: Database, how: Alteration): Database {
  return {
    ...withSessions(database, (tx) => alteredSession(tx, how)),
    read: alteredSession(database.read, how),
  };
}

function alteredSession(
  session: Session,
  { sql = (text) => text, row = (same) => same }: Alteration,
): Session {
  return {
    ...session,
    all: async <Read>(text: string, values?: readonly SqlValue[]) =>
      (await session.all<Row>(sql(text), values)).map(row) as Read[],
    allEach: async <Read>(text: string, sets: readonly (readonly SqlValue[])[]) =>
      (await session.allEach<Row>(sql(text), sets)).map((rows) => rows.map(row)) as Read[][],
  };
}
