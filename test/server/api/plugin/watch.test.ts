// Watching a coupon: answered as soon as it changes, whoever changes it and wherever, and let go in every other case.
import { request } from 'node:http';
import { QueueFull } from '../../../../server/usecase/errors.ts';
import { freezeCoupon } from '../../../../server/usecase/freeze.ts';
import { invalidateCoupon } from '../../../../server/usecase/invalidate.ts';
import { pluginPath } from '../../../../shared/plugin/interfaces.ts';
import { testContext } from '../../../kit/context.ts';
import { httpPost } from '../../../kit/http.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectFailure } from './expect.ts';
import { openTill } from './till.ts';
import { bearer, sharedVisits, startVisits, type Visitor, type Visits } from './visits.ts';

// Shorter than the longest wait: whoever is not woken fails.
jest.setTimeout(20_000);

const visits = sharedVisits();
const context = () => visits().server.context;

afterEach(() => jest.restoreAllMocks());

async function aCoupon(visitor: Visitor, at: Visits = visits()) {
  const { context: its } = at.server;
  const { couponId, stockId } = await claimFor(its, await runningStock(its), visitor.userCode);
  return { couponId, stockId };
}

/** Until so many wait. */
async function waiting(many: number, at: Visits = visits()): Promise<void> {
  while (at.server.context.watch.size !== many) await new Promise(setImmediate);
}

/** Without the look that comes round every second: what happens is told by this process, or not at all. */
const withoutLooks = () => jest.spyOn(context().watch, 'look').mockResolvedValue();

describe('whoever watches', () => {
  it('sees each thing that a till does', async () => {
    withoutLooks();
    const { clock, visitor } = visits();
    const somebody = await visitor();
    const { couponId } = await aCoupon(somebody);
    const till = await openTill(visits());
    const { code } = await somebody.get('code', { couponId });
    let version = 1;
    const sees = async (work: () => Promise<unknown>) => {
      const answer = somebody.get('watch', { couponId, version });
      await waiting(1);
      await work();
      const { changed, coupon } = await answer;
      expect(changed).toBe(true);
      expect(coupon.version).toBe(version + 1);
      version = coupon.version;
      return coupon;
    };
    expect(await sees(() => till.freeze(couponId))).toMatchObject({ state: 'frozen' });
    expect(await sees(() => till.unfreeze(couponId))).toMatchObject({ state: 'available' });
    const redeem = () => till.redeem(code, { bizId: `watched-${couponId}`, multiMark: 'SZ002' });
    const used = { state: 'used', usedAt: clock.now(), usedIn: '深圳湾店' };
    expect(await sees(redeem)).toMatchObject(used);
    const again = await sees(() => till.reverse(`watched-${couponId}`));
    expect(again).toMatchObject({ state: 'available' });
    expect(again).not.toHaveProperty('usedAt');
    expect(context().watch.size).toBe(0);
  });

  it('sees that 出行服务 ended it', async () => {
    withoutLooks();
    const somebody = await visits().visitor();
    const { couponId, stockId } = await aCoupon(somebody);
    const answer = somebody.get('watch', { couponId, version: 1 });
    await waiting(1);
    await visits().server.call('coupon.deactivate', {
      ...{ app_channel_id: 1, user_code: somebody.userCode, stock_id: stockId, coupon_id: couponId },
      ...{ coupon_status: 4, reason: 'test' },
    });
    expect(await answer).toMatchObject({ changed: true, coupon: { state: 'invalid' } });
  });

  it('sees that an operator ended it', async () => {
    withoutLooks();
    const somebody = await visits().visitor();
    const { couponId } = await aCoupon(somebody);
    const answer = somebody.get('watch', { couponId, version: 1 });
    await waiting(1);
    await invalidateCoupon(context().useCases, couponId, 'operator', 'test');
    expect(await answer).toMatchObject({ changed: true, coupon: { state: 'invalid' } });
  });

  it('sees what another process did', async () => {
    const somebody = await visits().visitor();
    const { couponId } = await aCoupon(somebody);
    const { now } = visits().clock;
    const other = await testContext({ dataDir: visits().server.dataDir, now });
    const answer = somebody.get('watch', { couponId, version: 1 });
    await waiting(1);
    const order = { tenantId: 'demo', account: 'naixue', bizId: 'elsewhere', actor: 'till', forMs: 60_000 };
    await freezeCoupon(other.useCases, { ...order, couponId });
    expect(await answer).toMatchObject({ changed: true, coupon: { state: 'frozen', version: 2 } });
  });

  it('is answered at once when the version is old', async () => {
    withoutLooks();
    const somebody = await visits().visitor();
    const { couponId } = await aCoupon(somebody);
    await invalidateCoupon(context().useCases, couponId, 'operator', 'test');
    const answer = await somebody.get('watch', { couponId, version: 1 });
    expect(answer).toMatchObject({ changed: true, coupon: { version: 2 } });
    expect(context().watch.size).toBe(0);
  });

  it('is told after 25 seconds that nothing happened', async () => {
    const somebody = await visits().visitor();
    const { couponId } = await aCoupon(somebody);
    const wait = jest.spyOn(context().watch, 'wait').mockResolvedValueOnce(false);
    const answer = await somebody.get('watch', { couponId, version: 1 });
    expect(wait.mock.calls[0]?.[1]).toBe(25_000);
    expect(answer).toMatchObject({ changed: false, coupon: { state: 'available', version: 1 } });
  });

  it('is turned away where too many wait', async () => {
    const somebody = await visits().visitor();
    const { couponId } = await aCoupon(somebody);
    // A rejection that nobody minds at once would end the process.
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    jest.spyOn(context().watch, 'wait').mockRejectedValueOnce(new QueueFull('too many watch'));
    const answer = await somebody.ask('watch', { couponId, version: 1 });
    process.off('unhandledRejection', unhandled);
    expectFailure(answer, 'busy');
    expect(answer.headers['retry-after']).toBe('1');
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('nobody is waited for', () => {
  it('once the phone is gone', async () => {
    const somebody = await visits().visitor();
    const { couponId } = await aCoupon(somebody);
    const phones = Array.from({ length: 5 }, () => {
      const { port } = visits().server;
      const headers = { ...bearer(somebody.token), 'content-type': 'application/json' };
      const phone = request({ port, path: pluginPath('watch'), method: 'POST', headers });
      phone.on('error', () => undefined);
      phone.end(JSON.stringify({ couponId, version: 1 }));
      return phone;
    });
    await waiting(5);
    for (const phone of phones) phone.destroy();
    await waiting(0);
  });

  it('once the server stops', async () => {
    const stopping = await startVisits();
    const somebody = await stopping.visitor();
    const { couponId } = await aCoupon(somebody, stopping);
    const url = stopping.server.url + pluginPath('watch');
    // On connections of their own: the server of the test closes its agent before it stops.
    const options = { headers: bearer(somebody.token) };
    const body = JSON.stringify({ couponId, version: 1 });
    const answers = Array.from({ length: 5 }, () => httpPost(url, body, options));
    await waiting(5, stopping);
    await stopping.server.stop();
    for (const answer of await Promise.all(answers))
      expect(expectData('watch', answer)).toMatchObject({ changed: false, coupon: { version: 1 } });
  });
});

it('wakes 300 phones for what another process did', async () => {
  const stockId = await runningStock(context(), { max_coupons: 300, max_coupons_per_user: 15 });
  const answers: ReturnType<Visitor['ask']>[] = [];
  for (let person = 1; person <= 20; person += 1) {
    const { userCode, ask } = await visits().visitor();
    const claims = Array.from({ length: 15 }, () => claimFor(context(), stockId, userCode));
    for (const { couponId } of await Promise.all(claims))
      answers.push(ask('watch', { couponId, version: 1 }));
    await waiting(person * 15);
  }
  const other = await testContext({ dataDir: visits().server.dataDir, now: visits().clock.now });
  await other.database.transaction((tx) =>
    tx.run('UPDATE coupon SET version = 2, status = 4, ended_at = ? WHERE stock_id = ?', [
      visits().clock.now(),
      stockId,
    ]),
  );
  const seen = (await Promise.all(answers)).map((answer) => expectData('watch', answer));
  expect(seen.filter(({ changed, coupon }) => changed && coupon.state === 'invalid')).toHaveLength(300);
  expect(context().watch.size).toBe(0);
});
