// What is somebody else's is not there, whichever way it is asked for; and without a session nothing is.
import { handlers } from '../../../../server/api/plugin/handlers.ts';
import { type PluginInterfaceName, pluginInterfaces } from '../../../../shared/plugin/interfaces.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { couponsElsewhere } from './elsewhere.ts';
import { expectFailure } from './expect.ts';
import { bearer, sharedVisits } from './visits.ts';

const visits = sharedVisits();
const names = Object.keys(pluginInterfaces) as PluginInterfaceName[];
const forSessions = names.filter((name) => pluginInterfaces[name].audience === 'user');

/** What a person who knows every id of another one's would ask. */
const requests = (couponId: string, ticket: string) =>
  ({ claim: { ticket }, coupon: { couponId }, code: { couponId }, watch: { couponId, version: 1 } }) as const;
/** These name nothing of anybody's: what they answer is looked at apart. */
const about = { offers: {}, coupons: {} } as const;

describe('the table of interfaces', () => {
  it('has a handler for each, and no other', () => {
    expect(Object.keys(handlers).sort()).toEqual([...names].sort());
  });

  it('lets anyone do nothing but open a session', () => {
    expect(names.filter((name) => !forSessions.includes(name))).toEqual(['session']);
  });

  it('is tried here in every row', () => {
    expect([...Object.keys(requests('', '')), ...Object.keys(about)].sort()).toEqual([...forSessions].sort());
  });
});

describe.each(forSessions)('%s', (name) => {
  const body = JSON.stringify({ ...requests('1', 't'), ...about }[name as keyof typeof about]);

  it.each<[string, object]>([
    ['no token', {}],
    ['a token of nobody', bearer('A'.repeat(43))],
    ['a short token', bearer('A')],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${'A'.repeat(43)}` }],
    ['a token in quotes', { authorization: `Bearer "${'A'.repeat(43)}"` }],
  ])('is not answered with %s', async (_, headers) => {
    expectFailure(await visits().send(name, body, { ...headers }), 'sessionOver');
  });

  it('is not answered with the hash of a token', async () => {
    await visits().visitor();
    const { read } = visits().server.context.database;
    const rows = await read.all<{ token_hash: string }>('SELECT token_hash FROM plugin_session');
    expect(rows[0]?.token_hash).toHaveLength(43);
    expectFailure(await visits().send(name, body, bearer(rows[0]?.token_hash ?? '')), 'sessionOver');
  });
});

describe('a second person', () => {
  it('is refused whatever the first one has, on every route', async () => {
    const [mine, theirs] = [await visits().visitor(), await visits().visitor()];
    const { context } = visits().server;
    const stockId = await runningStock(context);
    const { couponId } = await claimFor(context, stockId, mine.userCode);
    const { offers } = await mine.get('offers', { stockIds: [stockId] });
    const asked = requests(couponId, offers[0]?.ticket ?? '');
    for (const name of ['coupon', 'code', 'watch'] as const) {
      expectFailure(await theirs.ask(name, asked[name]), 'notFound');
      const nowhere = await theirs.ask(name, { ...asked[name], couponId: '1234567890123456789' });
      expectFailure(nowhere, 'notFound');
    }
    expectFailure(await theirs.ask('claim', asked.claim), 'badRequest');
    expect((await theirs.get('coupons', {})).coupons).toEqual([]);
    const seen = (await theirs.get('offers', { stockIds: [stockId] })).offers[0];
    expect(seen).toMatchObject({ mine: 0, state: 'claimable' });
    expect((await mine.get('coupon', { couponId })).coupon.couponId).toBe(couponId);
  });
});

describe('the same user_code', () => {
  it('has nothing in another channel or tenant', async () => {
    const somebody = await visits().visitor();
    const { context } = visits().server;
    for (const couponId of await couponsElsewhere(context, somebody.userCode))
      for (const name of ['coupon', 'code', 'watch'] as const)
        expectFailure(await somebody.ask(name, { couponId, version: 1 }), 'notFound');
  });
});
