// What a person is offered: the stocks of their channel, each in the state that it is in for them.
import { moveStock } from '../../../../server/usecase/stock.ts';
import { formatTime } from '../../../../shared/sp/times.ts';
import { dayMs } from '../../../kit/builders.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { redeemCoupon } from '../../../kit/redeem.ts';
import { newStock, runningStock } from '../../../kit/stocks.ts';
import { stocksElsewhere } from './elsewhere.ts';
import { sharedVisits, type Visitor } from './visits.ts';

const visits = sharedVisits();
const context = () => visits().server.context;
const aStock = (terms = {}) => runningStock(context(), terms);
const move = (stockId: string, event: 'pause' | 'stop') =>
  moveStock(context().useCases, 'demo', stockId, event);

async function offerTo({ get }: Visitor, stockId: string) {
  const { offers } = await get('offers', { stockIds: [stockId] });
  expect(offers).toHaveLength(1);
  return offers[0];
}

const ticket = expect.stringMatching(/^[\w-]+\.[\w-]{43}$/);

describe('an offer', () => {
  it('tells everything that its card shows', async () => {
    const { clock, visitor } = visits();
    const stockId = await aStock({ max_coupons_per_user: 2 });
    expect(await offerTo(await visitor(), stockId)).toEqual({
      stockId,
      name: '代驾代金券',
      description: '消费满100元可用',
      instructions: '优惠券使用简介',
      benefit: { kind: 'amount', amountFen: 1000, minimumFen: 10_000 },
      beginAt: clock.now() - dayMs,
      endAt: clock.now() + dayMs,
      state: 'claimable',
      mine: 0,
      limit: 2,
      ticket,
    });
  });

  it('tells a discount as such', async () => {
    const terms = {
      coupon_type: 3,
      fixed_normal_coupon: undefined,
      discount_coupon: { discount_percent: 88, discount_amount_max: 2000, transaction_minimum: 0 },
    };
    const offer = await offerTo(await visits().visitor(), await aStock(terms));
    const benefit = { kind: 'discount', percent: 88, maximumFen: 2000, minimumFen: 0 };
    expect(offer?.benefit).toEqual(benefit);
  });

  it('is claimable again until the limit, and then claimed', async () => {
    const visitor = await visits().visitor();
    const stockId = await aStock({ max_coupons_per_user: 2 });
    const first = await claimFor(context(), stockId, visitor.userCode);
    expect(await offerTo(visitor, stockId)).toMatchObject({
      ...{ state: 'claimable', mine: 1, couponId: first.couponId, ticket },
    });
    const second = await claimFor(context(), stockId, visitor.userCode);
    const claimed = await offerTo(visitor, stockId);
    expect(claimed).toMatchObject({ state: 'claimed', mine: 2, couponId: second.couponId });
    expect(claimed).not.toHaveProperty('ticket');
  });

  it('has reached its limit when the coupon is used', async () => {
    const visitor = await visits().visitor();
    const stockId = await aStock({ max_coupons_per_user: 1 });
    const { couponId } = await claimFor(context(), stockId, visitor.userCode);
    await redeemCoupon(context().useCases, couponId, 'till');
    expect(await offerTo(visitor, stockId)).toMatchObject({ state: 'limit-reached', mine: 1, couponId });
  });

  it('is sold out for everybody but who has it', async () => {
    const stockId = await aStock({ max_coupons: 1, max_coupons_per_user: 1 });
    const [lucky, late] = [await visits().visitor(), await visits().visitor()];
    await claimFor(context(), stockId, lucky.userCode);
    expect(await offerTo(late, stockId)).toMatchObject({ state: 'sold-out', mine: 0 });
    expect(await offerTo(lucky, stockId)).toMatchObject({ state: 'claimed', mine: 1 });
  });

  it.each([
    ['paused', (stockId: string) => move(stockId, 'pause')],
    ['ended', (stockId: string) => move(stockId, 'stop')],
  ] as const)('is %s when an operator says so', async (state, change) => {
    const stockId = await aStock();
    await change(stockId);
    const offer = await offerTo(await visits().visitor(), stockId);
    expect(offer).toMatchObject({ state });
    expect(offer).not.toHaveProperty('ticket');
  });

  it('has not started before it is activated', async () => {
    const stockId = await newStock(context());
    expect(await offerTo(await visits().visitor(), stockId)).toMatchObject({ state: 'not-started' });
  });

  it('has ended when its time is over', async () => {
    const { clock, visitor } = visits();
    const stockId = await aStock({ available_end_time: formatTime(clock.now() + 1_000) });
    const somebody = await visitor();
    expect(await offerTo(somebody, stockId)).toMatchObject({ state: 'claimable' });
    await visits().pass(1_001);
    expect(await offerTo(somebody, stockId)).toMatchObject({ state: 'ended' });
    const all = await somebody.get('offers', {});
    expect(all.offers.map((offer) => offer.stockId)).not.toContain(stockId);
  });
});

describe('offers', () => {
  it('come in the order in which they are named', async () => {
    const [a, b, c] = [await aStock(), await aStock(), await aStock()];
    const { get } = await visits().visitor();
    for (const stockIds of [
      [b, c, a],
      [c, a, b],
    ]) {
      const { offers } = await get('offers', { stockIds });
      expect(offers.map(({ stockId }) => stockId)).toEqual(stockIds);
    }
  });

  it('are those that run where none is named', async () => {
    const [running, paused] = [await aStock(), await aStock()];
    await move(paused, 'pause');
    const { offers } = await (await visits().visitor()).get('offers', {});
    const ids = offers.map(({ stockId }) => stockId);
    expect(ids).toContain(running);
    expect(ids).not.toContain(paused);
    expect(offers.length).toBeLessThanOrEqual(20);
  });

  it('leave out what is not of the channel or the tenant', async () => {
    const foreign = (await stocksElsewhere(context())).map(([, stockId]) => stockId);
    const mine = await aStock();
    const { get } = await visits().visitor();
    const named = await get('offers', { stockIds: [...foreign, 'nowhere', mine] });
    expect(named.offers.map(({ stockId }) => stockId)).toEqual([mine]);
    const all = (await get('offers', {})).offers.map(({ stockId }) => stockId);
    expect(all).toContain(mine);
    expect(all.filter((stockId) => foreign.includes(stockId))).toEqual([]);
  });

  it('count what this person has and nobody else', async () => {
    const stockId = await aStock();
    const [one, two] = [await visits().visitor(), await visits().visitor()];
    await claimFor(context(), stockId, one.userCode);
    expect(await offerTo(two, stockId)).toMatchObject({ mine: 0, state: 'claimable' });
    expect(await offerTo(two, stockId)).not.toHaveProperty('couponId');
  });
});
