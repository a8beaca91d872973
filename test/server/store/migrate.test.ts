// The schema: brought up to date exactly once, never taken back.
import { migrate } from '../../../server/store/migrate.ts';
import { migrations } from '../../../server/store/migrations/list.ts';
import { emptyDatabase } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

/** Every table and index. */
const schemaOf = {
  sqlite: 'SELECT name, sql FROM sqlite_schema ORDER BY name',
  postgres: `SELECT 'column' AS kind, CONCAT(table_name, '.', column_name, ' ', data_type) AS definition FROM information_schema.columns
      WHERE table_schema = 'public'
    UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY kind, definition`,
};

async function open(dataDir = tempDir()) {
  const database = await emptyDatabase(dataDir);
  const state = () =>
    Promise.all([
      database.read.all('SELECT number, name, applied_at FROM migration ORDER BY number'),
      database.read.all(schemaOf[database.dialect.name]),
    ]);
  return { database, state };
}

const all = migrations.map(({ number, name }) => ({ number, name, applied_at: expect.any(Number) }));

describe('migrate', () => {
  it('applies every migration in order', async () => {
    const { database, state } = await open();
    await migrate(database);
    expect((await state())[0]).toEqual(all);
  });

  it('changes nothing the second time', async () => {
    const { database, state } = await open();
    await migrate(database);
    const before = await state();
    await migrate(database);
    expect(await state()).toEqual(before);
  });

  it('applies each once when two processes start together', async () => {
    const dataDir = tempDir();
    const [one, two] = [await open(dataDir), await open(dataDir)];
    await Promise.all([migrate(one.database), migrate(two.database)]);
    expect((await one.state())[0]).toEqual(all);
    expect(await two.state()).toEqual(await one.state());
  });

  it('refuses the database of a newer version', async () => {
    const { database } = await open();
    await migrate(database);
    await database.transaction((tx) => tx.run("INSERT INTO migration VALUES (99, 'from the future', 0)"));
    await expect(migrate(database)).rejects.toThrow('has migration 99');
  });

  it('numbers the migrations from one without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  });
});
