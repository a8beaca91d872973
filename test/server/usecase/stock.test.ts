// The life of a stock: which moves there are, what each of them tells 出行服务, and what stays as it is.
import type { Context } from '../../../server/context.ts';
import type { ChannelPolicies } from '../../../server/domain/tenant.ts';
import { findStock } from '../../../server/store/sql/find-stock.ts';
import { setChannel } from '../../../server/usecase/channel.ts';
import { queryStock } from '../../../server/usecase/query-stock.ts';
import { createStock, moveStock, publishStock, type StockMove } from '../../../server/usecase/stock.ts';
import { StockStatus } from '../../../shared/sp/vocabulary.ts';
import { aStockInput } from '../../kit/builders.ts';
import { createClock, noon } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { eventLine, outboxOf } from '../../kit/outbox.ts';

let context: Context;
beforeEach(async () => {
  context = await testContext({ now: createClock().now });
});

const create = (input = aStockInput()) => createStock(context.useCases, 'demo', input);
const move = (stockId: string, event: StockMove) => moveStock(context.useCases, 'demo', stockId, event);
const setPolicies = (policies: Partial<ChannelPolicies>) =>
  setChannel(context.useCases, { tenantId: 'demo', appChannelId: 1, policies }, () => undefined);
const told = async () => (await outboxOf(context.database.read, 'stock:test002')).map(eventLine);
const find = () => findStock(context.database.read, 'demo', 'test002');
const cutTo = aStockInput({ coupon_type: 2, cut_to_coupon: { cut_to_price: 990, transaction_minimum: 0 } });

describe('createStock', () => {
  it('stores a stock that nobody is told of', async () => {
    const stock = await create();
    expect(stock).toMatchObject({ status: StockStatus.inactive, appId: 'wx1111111111', createdAt: noon });
    expect(await queryStock(context.useCases, 'demo', 'test002')).toEqual(stock);
    expect(await told()).toEqual([]);
  });

  it('refuses an id that is taken', async () => {
    await create();
    await expect(create(aStockInput({ stock_name: 'other' }))).rejects.toMatchObject({ key: 'exists' });
    expect((await find())?.stockName).toBe('代驾10元代金券');
  });

  it('refuses a channel that is not set up', async () => {
    await expect(create(aStockInput({ app_channel_id: 7 }))).rejects.toMatchObject({ key: 'invalid' });
  });
});

describe('moveStock', () => {
  it('tells the whole stock first and its status afterwards', async () => {
    await create();
    for (const event of ['activate', 'pause', 'resume', 'stop'] as const) await move('test002', event);
    expect(await told()).toEqual([
      'stock.rsync 3',
      'stock.status.rsync 5',
      'stock.status.rsync 3',
      'stock.status.rsync 4',
    ]);
    expect(await find()).toMatchObject({ status: StockStatus.stopped, version: 5 });
  });

  it('hands in for review where the channel reviews', async () => {
    await setPolicies({ review: true });
    await create();
    for (const event of ['activate', 'reject', 'activate', 'approve'] as const) await move('test002', event);
    expect(await told()).toEqual([
      'stock.rsync 2',
      'stock.status.rsync 1',
      'stock.rsync 2',
      'stock.status.rsync 3',
    ]);
    expect(await find()).toMatchObject({ status: StockStatus.running });
  });

  it('tells the events of a stock at strictly later times', async () => {
    await create();
    for (const event of ['activate', 'pause', 'resume'] as const) await move('test002', event);
    const times = (await outboxOf(context.database.read, 'stock:test002')).map(({ eventAt }) => eventAt);
    expect(times).toEqual([noon, noon + 1, noon + 2]);
  });

  it.each([
    ['inactive', [], ['approve', 'reject', 'pause', 'resume', 'stop']],
    ['running', ['activate'], ['activate', 'approve', 'reject', 'resume']],
    ['paused', ['activate', 'pause'], ['activate', 'approve', 'reject', 'pause']],
    ['stopped', ['activate', 'stop'], ['activate', 'approve', 'reject', 'pause', 'resume', 'stop']],
  ] as const)('refuses what a stock that is %s cannot do', async (_, way, forbidden) => {
    await create();
    for (const event of way) await move('test002', event);
    const before = [await find(), await told()];
    for (const event of forbidden)
      await expect(move('test002', event)).rejects.toMatchObject({ key: 'stateForbids' });
    expect([await find(), await told()]).toEqual(before);
  });

  it('refuses a stock that is not there', async () => {
    await expect(move('nothing', 'stop')).rejects.toMatchObject({ key: 'notFound' });
    await expect(moveStock(context.useCases, 'other', 'test001', 'stop')).rejects.toMatchObject({
      key: 'notFound',
    });
  });

  it('wakes the delivery after the commit', async () => {
    await create();
    const seen: Promise<string[]>[] = [];
    context.onEvents(() => {
      seen.push(told());
    });
    await move('test002', 'activate');
    expect(await Promise.all(seen)).toEqual([['stock.rsync 3']]);
  });
});

describe('a 减至 stock', () => {
  it('cannot be published where no object stands for it', async () => {
    await create(cutTo);
    await expect(move('test002', 'activate')).rejects.toMatchObject({
      key: 'stateForbids',
      message: expect.stringContaining('--cut-to-price'),
    });
    expect(await find()).toMatchObject({ status: StockStatus.inactive });
    expect(await told()).toEqual([]);
  });

  it('is told as a fixed amount where the channel says so', async () => {
    await setPolicies({ cutToPrice: 'as-fixed-normal' });
    await create(cutTo);
    await move('test002', 'activate');
    const [event] = await outboxOf(context.database.read, 'stock:test002');
    expect(event?.body).toMatchObject({ coupon_type: 2, fixed_normal_coupon: { coupon_amount: 990 } });
  });
});

describe('publishStock', () => {
  const publish = () => publishStock(context.useCases, 'demo', 'test002');

  it('tells the whole stock once more as it is', async () => {
    await create();
    await move('test002', 'activate');
    const before = await find();
    await publish();
    expect(await told()).toEqual(['stock.rsync 3', 'stock.rsync 3']);
    expect(await find()).toEqual(before);
  });

  it('does not publish what is not activated', async () => {
    await create();
    await expect(publish()).rejects.toMatchObject({ key: 'stateForbids' });
    expect(await told()).toEqual([]);
  });
});
