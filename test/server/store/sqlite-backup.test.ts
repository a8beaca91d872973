// A backup reads one state for as long as it takes; those who write must not wait for its end.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSnapshot, writeSnapshot } from '../../../server/store/sqlite/backup.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { closedAtEnd } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

async function openNotes() {
  const dataDir = tempDir();
  const database = closedAtEnd(await openSqlite(dataDir, { checkpointPages: 20 }));
  await database.transaction((tx) => tx.run('CREATE TABLE note (text TEXT NOT NULL) STRICT'));
  const write = () =>
    database.transaction((tx) => tx.run('INSERT INTO note (text) VALUES (?)', ['x'.repeat(100_000)]));
  await write();
  return { file: join(dataDir, 'chelian.db'), database, write };
}

it('a reader that stays holds no writer up', async () => {
  const { file, write } = await openNotes();
  const reader = new DatabaseSync(file);
  reader.exec('BEGIN');
  reader.prepare('SELECT COUNT(*) FROM note').get();
  let waitedMs = 0;
  // Longer than the log may become before it has to begin anew, and than the pause between two looks at it.
  for (const begin = performance.now(); performance.now() < begin + 1_500; ) {
    const since = performance.now();
    await write();
    const tookMs = performance.now() - since;
    if (tookMs > 400) waitedMs += tookMs;
    await new Promise(setImmediate);
  }
  reader.close();
  // To wait for the reader would take half a second each time.
  expect(waitedMs).toBeLessThan(1_000);
});

it('a snapshot has what was committed, in one file', async () => {
  const { file, write } = await openNotes();
  const snapshot = join(tempDir(), 'snapshot.db');
  await writeSnapshot(file, snapshot);
  await write();
  const counts = await readSnapshot(snapshot, (session) => session.all('SELECT COUNT(*) AS notes FROM note'));
  expect(counts).toEqual([{ notes: 1 }]);
});
