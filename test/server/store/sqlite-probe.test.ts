// Whether the store can be written: on a disk that is nearly full, a few bytes prove nothing.
import { StoreUnavailable } from '../../../server/store/errors.ts';
import { probeStore } from '../../../server/store/probe.ts';
import { testDatabase } from '../../kit/database.ts';

/** As many pages more as a few bytes need and a group of claims does not have. */
async function nearlyFull() {
  const database = await testDatabase();
  await database.transaction(async (tx) => {
    const [row] = await tx.all<{ page_count: number }>('PRAGMA page_count');
    await tx.all(`PRAGMA max_page_count = ${(row?.page_count ?? 0) + 4}`);
  });
  return database;
}

describe('probeStore', () => {
  it('is content with a few bytes in good times', async () => {
    await expect(probeStore(await nearlyFull(), Date.now)).resolves.toBeUndefined();
  });

  it('writes as much as a group when thorough', async () => {
    await expect(probeStore(await nearlyFull(), Date.now, true)).rejects.toThrow(StoreUnavailable);
  });

  it('leaves a small value when all is well', async () => {
    const database = await testDatabase();
    await probeStore(database, () => 5, true);
    await probeStore(database, () => 6);
    expect(await database.read.all("SELECT value FROM setting WHERE name = 'probed-at'")).toEqual([
      { value: '6' },
    ]);
  });
});
