// Whose session it is: a user_code is bound to the first person who brings it, and only a launch ticket says otherwise.
import { sampleHostAppId } from '../../../../server/demo/sample.ts';
import { setChannel } from '../../../../server/usecase/channel.ts';
import { setPluginHost } from '../../../../server/usecase/plugin-host.ts';
import { deleteOldTokens } from '../../../../server/usecase/token-desk.ts';
import type { HttpAnswer } from '../../../kit/http.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { openTestServer } from '../../../kit/server.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectFailure } from './expect.ts';
import { bearer, refererOf, sharedVisits, startVisits, type Visits } from './visits.ts';

const visits = sharedVisits();
const opened = (answer: HttpAnswer) => expectData('session', answer);
const refused = (answer: HttpAnswer) => expectFailure(answer, 'identityRefused');
const openAs = (openpid: string, userCode?: string, at = visits()) =>
  at.open({ openpid, query: userCode === undefined ? {} : { user_code: userCode } });
const openBy = (openpid: string, ticket: string, more = {}) =>
  visits().open({ openpid, query: { ticket, ...more } });

/** How many coupons the session's user has: whose session it is. */
async function couponsOf(token: string, at = visits()): Promise<number> {
  const answer = await at.send('coupons', '{}', bearer(token));
  return expectData('coupons', answer).counts.available;
}

/** So many coupons for a user, to know them by. */
async function giveCoupons(userCode: string, many: number, { server }: Visits = visits()): Promise<void> {
  const stockId = await runningStock(server.context);
  for (let n = 0; n < many; n += 1) await claimFor(server.context, stockId, userCode);
}

describe('a user_code', () => {
  it('is bound to whoever brings it first', async () => {
    await giveCoupons('amy', 2);
    expect(await couponsOf(opened(await openAs('o-amy', 'amy')).token)).toBe(2);
    refused(await openAs('o-eve', 'amy'));
    expect(await couponsOf(opened(await openAs('o-amy', 'amy')).token)).toBe(2);
  });

  it('is not taken by a person who is somebody already', async () => {
    opened(await openAs('o-bob', 'bob'));
    refused(await openAs('o-bob', 'nobody-yet'));
    opened(await openAs('o-new', 'nobody-yet'));
  });

  it('is remembered where the query has none', async () => {
    await giveCoupons('cat', 3);
    opened(await openAs('o-cat', 'cat'));
    expect(await couponsOf(opened(await openAs('o-cat')).token)).toBe(3);
    expect(await couponsOf(opened(await openAs('o-cat', 'null')).token)).toBe(3);
  });

  it('is missing from somebody new', async () => {
    expectFailure(await openAs('o-stranger'), 'identityMissing');
    expectFailure(await openAs('o-stranger', 'undefined'), 'identityMissing');
  });

  it('goes to one of two who bring it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => openAs(`o-rival${n}`, 'wanted')));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) refused(lost);
  });

  it('is one of two that a person brings at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => openAs('o-torn', `torn${n}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) refused(lost);
  });

  it('opens for one person many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => openAs('o-eager', 'eager')));
    for (const answer of answers) opened(answer);
  });

  it('is another one for the same person on another host', async () => {
    const other = 'wx4444444444444444';
    const { useCases } = visits().server.context;
    const returnRules = { pages: [], tabs: [], apps: [] };
    await setPluginHost(useCases, { hostAppId: other, tenantId: 'demo', appChannelId: 1, returnRules });
    opened(await openAs('o-two', 'two-here'));
    const there = { openpid: 'o-two', query: { user_code: 'two-there' }, headers: refererOf(other) };
    opened(await visits().open(there));
  });
});

describe('a launch ticket', () => {
  it('says who is there and what for', async () => {
    await giveCoupons('dan', 1);
    const ticket = visits().ticket({ user: 'dan', stock: 'test001' });
    const session = opened(await openBy('o-dan', ticket, { user_code: 'somebody', stock_id: 'other' }));
    expect(session.stockId).toBe('test001');
    expect(await couponsOf(session.token)).toBe(1);
  });

  it('is good once, on every server', async () => {
    const ticket = visits().ticket();
    opened(await openBy('o-once', ticket));
    refused(await openBy('o-thief', ticket));
    const { server, wechat, clock } = visits();
    const second = await openTestServer({
      dataDir: server.dataDir,
      now: clock.now,
      env: { WECHAT_BASE_URL: wechat.url, PLUGIN_TICKET_KEY: 'the-key-that-hosts-sign-with' },
    });
    const body = JSON.stringify({ code: wechat.issueCode('o-thief'), query: { ticket } });
    const headers = refererOf(sampleHostAppId);
    const answer = await second.send('POST', '/plugin/v1/session', { headers, body });
    await second.stop();
    refused(answer);
  });

  it('knows again whom it has bound, whose plugin sends it once more', async () => {
    const { clock, pass, ticket: newTicket } = visits();
    const ticket = newTicket({ user: 'eve', exp: clock.now() / 1000 + 300 });
    opened(await openBy('o-eve', ticket));
    opened(await openBy('o-eve', ticket));
    await pass(400_000);
    opened(await openBy('o-eve', ticket));
    refused(await openBy('o-thief', ticket));
  });

  it('lets one of many in who come at once', async () => {
    const ticket = visits().ticket({ user: 'crowd' });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => openBy(`o-crowd${n}`, ticket)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) refused(lost);
  });

  it('is remembered until it is over, however often used ones are forgotten', async () => {
    const { server, clock, pass, ticket: newTicket } = visits();
    const ticket = newTicket({ exp: clock.now() / 1000 + 300 });
    opened(await openBy('o-late', ticket));
    await pass(299_000);
    await deleteOldTokens(server.context.useCases, 300_000 + 60_000);
    refused(await openBy('o-later', ticket));
  });

  it.each<[string, () => string]>([
    ['over', () => visits().ticket({ user: 'late', exp: visits().clock.now() / 1000 })],
    ['for longer than five minutes', () => visits().ticket({ exp: visits().clock.now() / 1000 + 301 })],
    ["another host's", () => visits().ticket({ host: 'wx2222222222222222' })],
    ['forged', () => visits().ticket({}, 'another-key')],
    ['no ticket at all', () => 'hello'],
  ])('is refused when it is %s', async (_, ticket) => {
    refused(await openBy('o-wrong', ticket(), { user_code: 'wrong' }));
  });

  it('binds anew, and lets go whoever was bound before', async () => {
    await giveCoupons('fay', 2);
    await giveCoupons('gus', 1);
    opened(await openAs('o-fay', 'fay'));
    opened(await openAs('o-gus', 'gus'));
    const moved = opened(await openBy('o-gus', visits().ticket({ user: 'fay' })));
    expect(await couponsOf(moved.token)).toBe(2);
    expect(await couponsOf(opened(await openAs('o-gus')).token)).toBe(2);
    expectFailure(await openAs('o-fay'), 'identityMissing');
    refused(await openAs('o-fay', 'fay'));
    opened(await openAs('o-fay', 'gus'));
  });

  it('is refused where no key is set', async () => {
    const keyless = await startVisits({ env: { PLUGIN_TICKET_KEY: undefined } });
    const query = { ticket: keyless.ticket(), user_code: 'u' };
    refused(await keyless.open({ openpid: 'o', query }));
  });
});

describe('where tickets are required', () => {
  const strict = sharedVisits({ env: { PLUGIN_IDENTITY: 'ticket-required' } });

  it('binds nobody without one', async () => {
    refused(await openAs('o-hal', 'hal', strict()));
    expectFailure(await openAs('o-hal', undefined, strict()), 'identityMissing');
  });

  it('takes none that is over', async () => {
    const over = strict().ticket({ user: 'joe', exp: strict().clock.now() / 1000 });
    refused(await strict().open({ openpid: 'o-joe', query: { ticket: over } }));
  });

  it('knows again whom a ticket has bound', async () => {
    opened(await strict().open({ openpid: 'o-ida', query: { ticket: strict().ticket({ user: 'ida' }) } }));
    opened(await openAs('o-ida', 'ida', strict()));
    opened(await openAs('o-ida', undefined, strict()));
    refused(await openAs('o-ida', 'other', strict()));
  });
});

describe('a host that was moved to another channel', () => {
  it('asks people again who they are there', async () => {
    const moving = await startVisits();
    await giveCoupons('jan', 2, moving);
    opened(await openAs('o-jan', 'jan', moving));
    const { useCases, directory } = moving.server.context;
    const host = directory.pluginHost(sampleHostAppId);
    if (host === undefined) throw new Error('the demo has a host');
    await setChannel(useCases, { tenantId: 'demo', appChannelId: 11, appId: 'wx11' }, () => undefined);
    await setPluginHost(useCases, { ...host, appChannelId: 11 });
    expectFailure(await openAs('o-jan', undefined, moving), 'identityMissing');
    expect(await couponsOf(opened(await openAs('o-jan', 'jan-there', moving)).token, moving)).toBe(0);
    refused(await openAs('o-jan', 'jan', moving));
  });
});
