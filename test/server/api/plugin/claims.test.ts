// Claiming in the plugin: one ticket is one coupon, for its owner alone, and 出行服务 is told.

import { moveStock } from '../../../../server/usecase/stock.ts';
import { formatTime } from '../../../../shared/sp/times.ts';
import { runCommand } from '../../../kit/cli.ts';
import { storeEnv } from '../../../kit/engine.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { eventLine, outboxOf } from '../../../kit/outbox.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectFailure } from './expect.ts';
import { sharedVisits, type Visitor } from './visits.ts';

const visits = sharedVisits();
const context = () => visits().server.context;
const aStock = (terms = {}) => runningStock(context(), terms);

async function ticketFor({ get }: Visitor, stockId: string): Promise<string> {
  const { offers } = await get('offers', { stockIds: [stockId] });
  return offers[0]?.ticket ?? 'no ticket';
}

describe('a ticket', () => {
  it('claims a coupon that can be used', async () => {
    const { clock, visitor } = visits();
    const somebody = await visitor();
    const stockId = await aStock();
    const { coupon } = await somebody.get('claim', { ticket: await ticketFor(somebody, stockId) });
    expect(coupon).toMatchObject({
      ...{ couponId: expect.stringMatching(/^\d{19}$/), stockId, state: 'available', version: 1 },
      ...{ name: '代驾代金券', endAt: clock.now() + 86_400_000 },
    });
    expect((await somebody.get('coupons', {})).coupons).toEqual([coupon]);
  });

  it('is one coupon, however often it is sent', async () => {
    const somebody = await visits().visitor();
    const stockId = await aStock();
    const ticket = await ticketFor(somebody, stockId);
    const first = await somebody.get('claim', { ticket });
    expect(await somebody.get('claim', { ticket })).toEqual(first);
    await moveStock(context().useCases, 'demo', stockId, 'stop');
    expect(await somebody.get('claim', { ticket })).toEqual(first);
  });

  it('is one coupon when it is sent 20 times at once', async () => {
    const somebody = await visits().visitor();
    const ticket = await ticketFor(somebody, await aStock());
    const answers = await Promise.all(Array.from({ length: 20 }, () => somebody.get('claim', { ticket })));
    expect(new Set(answers.map(({ coupon }) => coupon.couponId)).size).toBe(1);
    expect((await somebody.get('coupons', {})).counts.available).toBe(1);
  });

  it('is one coupon for 50 sessions of one person', async () => {
    const first = await visits().visitor();
    const stockId = await aStock();
    const ticket = await ticketFor(first, stockId);
    const query = { user_code: first.userCode };
    const tokens = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const answer = await visits().open({ openpid: first.openpid, query });
        return expectData('session', answer).token;
      }),
    );
    const claims = tokens.map((token) =>
      visits().send('claim', JSON.stringify({ ticket }), { authorization: `Bearer ${token}` }),
    );
    const ids = (await Promise.all(claims)).map((answer) => expectData('claim', answer).coupon.couponId);
    expect(new Set(ids).size).toBe(1);
  });

  it('holds the limit against tickets that were given before', async () => {
    const somebody = await visits().visitor();
    const stockId = await aStock({ max_coupons_per_user: 3 });
    const tickets = await Promise.all(Array.from({ length: 10 }, () => ticketFor(somebody, stockId)));
    const answers = await Promise.all(tickets.map((ticket) => somebody.ask('claim', { ticket })));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(7);
    for (const answer of refused) expectFailure(answer, 'claimRefused', { detail: 'limit-reached' });
    expect((await somebody.get('coupons', {})).counts.available).toBe(3);
  });

  it("is worth nothing in another person's session", async () => {
    const [one, two] = [await visits().visitor(), await visits().visitor()];
    const ticket = await ticketFor(one, await aStock());
    expectFailure(await two.ask('claim', { ticket }), 'badRequest');
    expect((await two.get('coupons', {})).counts.available).toBe(0);
  });

  it('is over after half an hour', async () => {
    const somebody = await visits().visitor();
    const ticket = await ticketFor(somebody, await aStock());
    await visits().pass(30 * 60_000);
    expectFailure(await somebody.ask('claim', { ticket }), 'ticketOver');
  });

  it.each(['hello', '.', 'WyIxIiwidGVzdDAwMSIsOTk5OTk5OTk5OTk5OV0.AAAA', 't'.repeat(512)])(
    'cannot be made up: %j',
    async (ticket) => {
      expectFailure(await (await visits().visitor()).ask('claim', { ticket }), 'badRequest');
    },
  );
});

describe('a refused claim says what the offer has become', () => {
  const move = (event: 'pause' | 'stop') => async (stockId: string) =>
    void (await moveStock(context().useCases, 'demo', stockId, event));

  it.each<[string, object, (stockId: string, userCode: string) => Promise<unknown>]>([
    ['sold-out', { max_coupons: 1 }, (stockId) => claimFor(context(), stockId, 'somebody else')],
    [
      'limit-reached',
      { max_coupons_per_user: 1 },
      (stockId, userCode) => claimFor(context(), stockId, userCode),
    ],
    ['paused', {}, move('pause')],
    ['ended', {}, move('stop')],
  ])('%s', async (detail, terms, change) => {
    const somebody = await visits().visitor();
    const stockId = await aStock(terms);
    const ticket = await ticketFor(somebody, stockId);
    await change(stockId, somebody.userCode);
    expectFailure(await somebody.ask('claim', { ticket }), 'claimRefused', { detail });
    const english = await somebody.ask('claim', { ticket, language: 'en' });
    expectFailure(english, 'claimRefused', { detail, language: 'en' });
  });

  it('ended, when its time is over', async () => {
    const somebody = await visits().visitor();
    const end = formatTime(visits().clock.now() + 1_000);
    const ticket = await ticketFor(somebody, await aStock({ available_end_time: end }));
    await visits().pass(1_001);
    expectFailure(await somebody.ask('claim', { ticket }), 'claimRefused', { detail: 'ended' });
  });
});

describe('a coupon that the plugin gave', () => {
  it('is told to 出行服务 once', async () => {
    const somebody = await visits().visitor();
    const ticket = await ticketFor(somebody, await aStock());
    const { coupon } = await somebody.get('claim', { ticket });
    await somebody.get('claim', { ticket });
    const events = await outboxOf(context().database.read, `coupon:${coupon.couponId}`);
    expect(events.map(eventLine)).toEqual(['coupon.rsync 1']);
    expect(events[0]?.body).toMatchObject({ coupon_id: coupon.couponId, user_code: somebody.userCode });
  });

  it('is shown to operators as such', async () => {
    const somebody = await visits().visitor();
    const { coupon } = await somebody.get('claim', { ticket: await ticketFor(somebody, await aStock()) });
    const env = await storeEnv(visits().server.dataDir);
    const { code, stdout } = await runCommand(['coupon', 'show', coupon.couponId], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\bplugin\b/);
  });
});
