// What is not copied, because it could not be right.
import type { Database } from '../../../../server/store/database.ts';
import { StoreRefused } from '../../../../server/store/refused.ts';
import { copy, differences, filledSource, interruptedCopy, now, type Options } from './copying.ts';
import { onSqlite } from './fill.ts';
import { emptyTarget, openTarget } from './targets.ts';

describe('a copy is refused', () => {
  const lease = (until: number) => `INSERT INTO worker_lease VALUES (9, 'server', ${until}, 0)`;
  const refusal = async (source: Database, target: Database, options?: Options) => {
    const error = await copy(source, target, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreRefused);
    return (error as Error).message;
  };

  it('while a server works at the source', async () => {
    const { dataDir, source } = await filledSource();
    onSqlite(dataDir, (connection) => connection.exec(lease(now() + 1)));
    const said = await refusal(source, await openTarget(await emptyTarget()));
    expect(said).toMatch(/^a server works at the source, .* after 2027-01-15T08:00:00.001Z$/);
  });

  it('while a server works at the target', async () => {
    const { source, target } = await interruptedCopy();
    await target.transaction((tx) => tx.run(lease(now() + 1)));
    expect(await refusal(source, target)).toMatch(/^a server works at the target/);
  });

  it('where the target has rows of its own', async () => {
    const { source } = await filledSource();
    const target = await openTarget(await emptyTarget());
    await copy(source, target);
    expect(await refusal(source, target)).toMatch(/^the target is in use: setting has rows/);
  });

  it('where the source was used since it began', async () => {
    const { dataDir, source, target } = await interruptedCopy();
    onSqlite(dataDir, (connection) => connection.exec('UPDATE worker_lease SET last_id_at = last_id_at + 1'));
    expect(await refusal(source, target)).toMatch(/^a copy was begun there of another store, or of this one/);
  });

  it('where it was begun with other buckets', async () => {
    const { source, target } = await interruptedCopy();
    expect(await refusal(source, target, { buckets: 2 })).toMatch(
      /^the copy was begun with --buckets 1, not 2/,
    );
  });

  it('but not where somebody has only looked', async () => {
    const { source } = await filledSource();
    const url = await emptyTarget();
    const target = await openTarget(url);
    await copy(await openTarget(await emptyTarget()), target);
    await target.transaction((tx) => tx.run(lease(0)));
    expect(differences(await copy(source, target))).toEqual([]);
  });
});
