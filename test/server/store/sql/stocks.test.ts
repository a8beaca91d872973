// Stocks go into the database and come out the same.

import type { Benefit, Stock } from '../../../../server/domain/stock.ts';
import type { Database } from '../../../../server/store/database.ts';
import { ConstraintViolation } from '../../../../server/store/errors.ts';
import { countIssued, findStock, listStocks, lockStock } from '../../../../server/store/sql/find-stock.ts';
import { insertStock, updateStock } from '../../../../server/store/sql/save-stock.ts';
import { lockStockCounters } from '../../../../server/store/sql/stock-counters.ts';
import { StockStatus } from '../../../../shared/sp/vocabulary.ts';
import { aStock } from '../../../kit/builders.ts';
import { noon } from '../../../kit/clock.ts';
import { testDatabase } from '../../../kit/database.ts';

const fixed: Benefit = { couponType: 1, couponAmountFen: Number.MAX_SAFE_INTEGER, transactionMinimumFen: 0 };
const cutTo: Benefit = { couponType: 2, cutToPriceFen: 0, transactionMinimumFen: 5 };
const discount: Benefit = {
  couponType: 3,
  discountAmountMaxFen: 7,
  discountPercent: 88,
  transactionMinimumFen: 9,
};

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});
const insert = (stock: Stock) => database.transaction((tx) => insertStock(tx, stock, 1));
const update = (stock: Stock) =>
  database.transaction(async (tx) => updateStock(tx, stock, await lockStockCounters(tx, stock, 1)));
const setIssued = (issued: number) =>
  database.transaction((tx) => tx.run('UPDATE stock_counter SET issued = ?', [issued]));

describe('a stock', () => {
  it.each([fixed, cutTo, discount])('comes back as it was stored, %j', async (benefit) => {
    const stock = aStock({ benefit, bussClassify: 0, syncedAt: noon });
    await insert(stock);
    expect(await findStock(database.read, 'demo', 'test001')).toEqual(stock);
    expect(await database.transaction((tx) => lockStock(tx, 'demo', 'test001'))).toEqual(stock);
  });

  it('changes in every field but its keys', async () => {
    await insert(aStock());
    const changed: Stock = {
      ...aStock({
        benefit: discount,
        maxCoupons: 7,
        maxCouponsPerUser: 3,
        beginAt: 1,
        endAt: 2,
        createdAt: 3,
      }),
      appId: 'wx2',
      stockName: 'n',
      instructions: 'i',
      couponName: 'c',
      couponDesc: 'd',
      bussClassify: 4,
      status: StockStatus.stopped,
      version: 5,
      syncedAt: 6,
    };
    await update(changed);
    expect(await findStock(database.read, 'demo', 'test001')).toEqual(changed);
    expect(await database.read.all('SELECT quota FROM stock_counter')).toEqual([{ quota: 7 }]);
  });

  it('leaves others alone when it changes', async () => {
    const others = [aStock({ stockId: 'b' }), aStock({ tenantId: 'other' })];
    for (const stock of [aStock(), ...others]) await insert(stock);
    await update(aStock({ maxCoupons: 7, stockName: 'n' }));
    expect(await findStock(database.read, 'demo', 'b')).toEqual(others[0]);
    expect(await findStock(database.read, 'other', 'test001')).toEqual(others[1]);
    expect(await database.read.all('SELECT quota FROM stock_counter ORDER BY quota')).toEqual([
      { quota: 7 },
      { quota: 100 },
      { quota: 100 },
    ]);
  });

  it('cannot promise less than it has given', async () => {
    await insert(aStock());
    await setIssued(50);
    await update(aStock({ maxCoupons: 50 }));
    await expect(update(aStock({ maxCoupons: 49 }))).rejects.toThrow('49 coupons, of which 50 are issued');
    expect(await findStock(database.read, 'demo', 'test001')).toMatchObject({ maxCoupons: 50 });
  });

  it('cannot be there twice', async () => {
    await insert(aStock());
    await expect(insert(aStock())).rejects.toThrow(ConstraintViolation);
  });
});

describe('stocks of a tenant', () => {
  it('are listed newest first', async () => {
    for (const [stockId, createdAt] of [
      ['a', 1],
      ['c', 2],
      ['b', 2],
    ] as const)
      await insert(aStock({ stockId, createdAt }));
    await insert(aStock({ tenantId: 'other' }));
    expect((await listStocks(database.read, 'demo')).map(({ stockId }) => stockId)).toEqual(['b', 'c', 'a']);
  });

  it('are counted over all buckets', async () => {
    for (const stockId of ['a', 'b', 'c']) await insert(aStock({ stockId }));
    await setIssued(2);
    await database.transaction((tx) => tx.run("INSERT INTO stock_counter VALUES (1, 'demo', 'a', 9, 5)"));
    const counts = await countIssued(database.read, 'demo', ['a', 'b', 'x']);
    expect(counts).toEqual(
      new Map([
        ['a', 7],
        ['b', 2],
      ]),
    );
  });
});
