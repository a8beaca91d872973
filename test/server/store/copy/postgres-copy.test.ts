// A copy is the same store, row by row, or there is not a word of success.
import type { Progress } from '../../../../server/store/copy/copy.ts';
import { refuseHalfCopied } from '../../../../server/store/copy/progress.ts';
import type { Database, Session } from '../../../../server/store/database.ts';
import { StoreRefused } from '../../../../server/store/refused.ts';
import { contentsOfPostgres, contentsOfSqlite } from './contents.ts';
import { copy, coupons, differences, filledSource, interruptedCopy } from './copying.ts';
import { onSqlite } from './fill.ts';
import { emptyTarget, openTarget } from './targets.ts';

/** Whoever copies into it dies after so many commits, as far as rows are copied. */
function mortal(target: Database, commits: number) {
  let phase: Progress['phase'] | undefined;
  let left = commits;
  const onProgress = (progress: Progress) => {
    phase = progress.phase;
  };
  async function transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    const result = await target.transaction(work);
    if (phase === 'copy') left -= 1;
    if (left === 0) throw new Error('died');
    return result;
  }
  return { database: { ...target, transaction }, onProgress };
}

describe('a copy', () => {
  it('has every row of the source', async () => {
    const { dataDir, source } = await filledSource();
    const url = await emptyTarget();
    const report = await copy(source, await openTarget(url));
    expect(differences(report)).toEqual([]);
    const contents = contentsOfSqlite(dataDir);
    expect(await contentsOfPostgres(url)).toEqual(contents);
    const empty = Object.keys(contents).filter((table) => contents[table]?.startsWith('0 rows'));
    // Written only where there are several buckets.
    expect(empty).toEqual(['claim_request']);
  });

  it('goes on wherever it was interrupted', async () => {
    const { dataDir, source } = await filledSource();
    const url = await emptyTarget();
    const target = await openTarget(url);
    let runs = 0;
    for (let ended = false; !ended; runs += 1) {
      const { database, onProgress } = mortal(target, 1 + (runs % 2));
      ended = await copy(source, database, { onProgress }).then(
        () => true,
        (error: Error) => {
          if (error.message === 'died') return false;
          throw error;
        },
      );
    }
    // A page or the end of a table a commit, at one or two commits a run.
    expect(runs).toBeGreaterThan(15);
    expect(await contentsOfPostgres(url)).toEqual(contentsOfSqlite(dataDir));
  });

  it('reports rows and sums of both sides', async () => {
    const { source } = await filledSource();
    const report = await copy(source, await openTarget(await emptyTarget()));
    const coupon = report.tables.find(({ table }) => table === 'coupon');
    expect(coupon?.wanted).toEqual({ rows: coupons, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(coupon?.present).toEqual(coupon?.wanted);
  });

  it('leaves the source as it was', async () => {
    const { dataDir, source } = await filledSource();
    const before = contentsOfSqlite(dataDir);
    await copy(source, await openTarget(await emptyTarget()));
    expect(contentsOfSqlite(dataDir)).toEqual(before);
  });

  it('keeps writers out while it lasts', async () => {
    const { dataDir, source } = await filledSource();
    const refusals: unknown[] = [];
    await copy(source, await openTarget(await emptyTarget()), {
      onProgress({ phase, table, done }) {
        if (table !== 'coupon' || !done) return;
        try {
          onSqlite(dataDir, (connection) => connection.exec("UPDATE setting SET value = '8'"));
        } catch (error) {
          refusals.push(`${phase}: ${(error as Error).message}`);
        }
      },
    });
    expect(refusals).toEqual(['copy: database is locked', 'compare: database is locked']);
  });

  it('tells of each table how far it is', async () => {
    const { source } = await filledSource();
    const told: string[] = [];
    await copy(source, await openTarget(await emptyTarget()), {
      onProgress: ({ phase, table, rows, done }) => {
        if (table === 'coupon') told.push(`${phase} ${rows}${done ? ' done' : ''}`);
      },
    });
    expect(told.slice(0, 4)).toEqual(['copy 0', 'copy 1000', 'copy 1200', 'copy 1200 done']);
    expect(told.at(-1)).toBe('compare 1200 done');
  });
});

describe('a comparison', () => {
  it.each([
    [
      'changed',
      "UPDATE coupon SET extra = extra || ' ' WHERE coupon_id = (SELECT MAX(coupon_id) FROM coupon)",
    ],
    ['missing', 'DELETE FROM coupon WHERE coupon_id = (SELECT MAX(coupon_id) FROM coupon)'],
    [
      'too many',
      "INSERT INTO coupon SELECT bucket, '9', tenant_id, stock_id, user_code, 'r', source, status, version, begin_at, end_at, receive_at, used_at, ended_at, extra, phone_sealed, phone_hash, phone_masked FROM coupon WHERE coupon_id = (SELECT MAX(coupon_id) FROM coupon)",
    ],
  ])('finds a row that is %s', async (what, harm) => {
    const { source, target } = await interruptedCopy();
    const [last] = await target.read.all<{ id: string }>('SELECT MAX(coupon_id) AS id FROM coupon');
    await target.transaction((tx) => tx.run(harm));
    const report = await copy(source, target);
    const coupon_id = what === 'too many' ? '9' : last?.id;
    expect(differences(report)).toEqual([['coupon', { coupon_id }]]);
    const coupon = report.tables.find(({ table }) => table === 'coupon');
    expect(coupon?.present.sha256).not.toBe(coupon?.wanted.sha256);
  });

  it('finds a row in a wrong bucket', async () => {
    const { source, target } = await interruptedCopy();
    await target.transaction((tx) => tx.run("UPDATE stock_user SET bucket = 1 WHERE user_code = 'é1'"));
    expect(differences(await copy(source, target))[0]).toEqual([
      'stock_user',
      { tenant_id: 'demo', stock_id: 'ü3', user_code: 'é1' },
    ]);
  });

  it('keeps servers off what is not the same', async () => {
    const { source, target } = await interruptedCopy();
    await expect(refuseHalfCopied(target.read)).rejects.toThrow(/run the same "copy" again/);
    await target.transaction((tx) => tx.run('DELETE FROM circuit'));
    await copy(source, target);
    await expect(refuseHalfCopied(target.read)).rejects.toThrow(StoreRefused);
  });

  it('lets servers in where all is the same', async () => {
    const { source, target } = await interruptedCopy();
    await copy(source, target);
    await expect(refuseHalfCopied(target.read)).resolves.toBeUndefined();
    expect(await target.read.all("SELECT name FROM setting WHERE name LIKE 'copy:%'")).toEqual([]);
  });
});
