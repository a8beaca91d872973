// The list of what is copied: every table of the schema is in it, by its own key.
import { copiedTables } from '../../../../server/store/copy/tables.ts';
import { testDatabase } from '../../../kit/database.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  /** Its place in the primary key; 0: not in it. */
  readonly pk: number;
}

async function schema() {
  const { read } = await testDatabase();
  const tables = await read.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration'",
  );
  return Promise.all(
    tables.map(async ({ name }) => ({
      name,
      columns: await read.all<Column>('SELECT name, type, pk FROM pragma_table_info(?)', [name]),
    })),
  );
}

describe('copiedTables', () => {
  it('has every table that the migrations make', async () => {
    const names = (await schema()).map(({ name }) => name);
    expect(copiedTables.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('knows each table by its primary key', async () => {
    for (const { name, columns } of await schema()) {
      const table = copiedTables.find((one) => one.name === name);
      const primary = columns.filter(({ pk }) => pk > 0).map((column) => column.name);
      // Users' rows are told apart without their bucket, which another database may not share.
      const key = primary.filter((column) => column !== 'bucket' || table?.kind === 'counters');
      expect({ name, key: Object.keys(table?.key ?? {}).sort() }).toEqual({ name, key: key.sort() });
      expect({ name, inBuckets: table?.kind !== 'shared' }).toEqual({
        name,
        inBuckets: primary.includes('bucket'),
      });
    }
  });

  it('knows which columns of the keys are texts', async () => {
    for (const { name, columns } of await schema()) {
      const types = Object.entries(copiedTables.find((one) => one.name === name)?.key ?? {});
      const real = types.map(([column]) => {
        const { type } = columns.find((one) => one.name === column) ?? { type: 'missing' };
        return [column, type === 'INTEGER' ? 'number' : type.toLowerCase()];
      });
      expect({ name, types }).toEqual({ name, types: real });
    }
  });
});
