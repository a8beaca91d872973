// Stores, and the stocks that only some of them redeem.
import type { Context } from '../../../server/context.ts';
import { listStores, storesOfStock } from '../../../server/store/sql/stores.ts';
import { addStore, limitStock } from '../../../server/usecase/store.ts';
import { testContext } from '../../kit/context.ts';
import { newStock } from '../../kit/stocks.ts';

let context: Context;
beforeEach(async () => {
  context = await testContext();
  await add('002', '福田店');
  await add('001', '南山店');
});

const add = (storeCode: string, name: string, tenantId = 'demo') =>
  addStore(context.useCases, { tenantId, storeCode, name });
/** Without those that the demo has. */
const listed = async () =>
  (await listStores(context.database.read, 'demo')).filter(({ storeCode }) => /^\d+$/.test(storeCode));
const limit = (stockId: string, ...codes: string[]) => limitStock(context.useCases, 'demo', stockId, codes);
const storesOf = (stockId: string) => storesOfStock(context.database.read, 'demo', stockId);

describe('addStore', () => {
  it('adds stores in the order of codes', async () => {
    expect(await listed()).toEqual([
      { tenantId: 'demo', storeCode: '001', name: '南山店' },
      { tenantId: 'demo', storeCode: '002', name: '福田店' },
    ]);
  });

  it('changes the name of one that is there', async () => {
    await add('001', '科技园店');
    expect(await listed()).toMatchObject([
      { storeCode: '001', name: '科技园店' },
      { storeCode: '002', name: '福田店' },
    ]);
  });

  it("leaves another tenant's store alone", async () => {
    await add('001', '广州店', 'other');
    expect(await listStores(context.database.read, 'other')).toHaveLength(1);
    expect(await listed()).toMatchObject([{ name: '南山店' }, {}]);
  });
});

describe('limitStock', () => {
  it('names no store before it was limited', async () => {
    expect(await storesOf('test001')).toEqual([]);
  });

  it('limits a stock to some stores, each once', async () => {
    expect(await limit('test001', '002', '001', '002')).toEqual(['001', '002']);
    expect(await storesOf('test001')).toEqual(['001', '002']);
  });

  it('replaces the limit that was there', async () => {
    await limit('test001', '001');
    await limit('test001', '002');
    expect(await storesOf('test001')).toEqual(['002']);
  });

  it('lifts the limit when none is named', async () => {
    await limit('test001', '001');
    expect(await limit('test001')).toEqual([]);
    expect(await storesOf('test001')).toEqual([]);
  });

  it('leaves other stocks alone', async () => {
    const other = await newStock(context);
    await limit(other, '002');
    await limit('test001', '001');
    await limit('test001');
    expect(await storesOf(other)).toEqual(['002']);
  });

  it.each([
    ['a stock', 'nowhere', ['001'], 'there is no stock nowhere'],
    ['a store', 'test001', ['002', '003'], 'there is no store 003'],
    ["another tenant's store", 'test001', ['900'], 'there is no store 900'],
  ])('refuses %s that is unknown', async (_, stockId, codes, says) => {
    await add('900', '广州店', 'other');
    await limit('test001', '001');
    await expect(limit(stockId, ...codes)).rejects.toMatchObject({
      key: 'notFound',
      message: expect.stringContaining(says),
    });
    expect(await storesOf('test001')).toEqual(['001']);
  });
});
