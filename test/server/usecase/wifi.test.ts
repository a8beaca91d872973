// Putting a card on a Wi-Fi page, and the history that tells of it whatever happens in between.
import { listWifiDeliveries } from '../../../server/store/sql/wifi-deliveries.ts';
import { getWifiCard, setWifiCard, type WifiDeps, type WifiRequest } from '../../../server/usecase/wifi.ts';
import type { Wechat } from '../../../server/wechat/open.ts';
import { testContext } from '../../kit/context.ts';
import { aPut, createWechatWorld, shopId, type WechatWorld } from '../wechat/world.ts';

const tenantId = 'demo';
const request: WifiRequest = { tenantId, actor: 'operator', put: aPut };
const set = '/bizwifi/couponput/set';

interface Shop extends WechatWorld {
  readonly deps: WifiDeps;
  readonly waited: number[];
  readonly ours: Wechat;
  history(): ReturnType<typeof listWifiDeliveries>;
}

async function openShop(): Promise<Shop> {
  const world = await createWechatWorld();
  const { useCases } = await testContext({ now: world.clock.now, dataDir: world.dataDir });
  const ours = await world.process({ timeoutMs: 1_000 });
  const waited: number[] = [];
  const wait = async (ms: number) => waited.push(ms);
  return {
    ...world,
    ours,
    waited,
    deps: { ...useCases, wifi: ours.wifi, wait },
    history: () => listWifiDeliveries(useCases.database.read, tenantId, undefined, 10),
  };
}

describe('setWifiCard', () => {
  it('puts the card and remembers who did', async () => {
    const { deps, history, clock } = await openShop();
    const { delivery, result } = await setWifiCard(deps, { ...request, stockId: 'test001' });
    expect(result.ok).toBe(true);
    const line = { ...aPut, tenantId, actor: 'operator', at: clock.now(), stockId: 'test001', outcome: 'ok' };
    expect(delivery).toMatchObject(line);
    expect(await history()).toEqual([{ ...delivery, errcode: 0, errmsg: undefined }]);
  });

  it("remembers WeChat's refusal", async () => {
    const { deps, history, waited } = await openShop();
    await setWifiCard(deps, { ...request, put: { ...aPut, cardId: 'pB2' } });
    expect(await history()).toMatchObject([
      { outcome: 'refused', errcode: 9008001, errmsg: 'card not found' },
    ]);
    expect(waited).toEqual([]);
  });

  it.each([-1, 9002002, 9002003, 9002004])('waits out %i', async (errcode) => {
    const { deps, history, waited, wechat } = await openShop();
    wechat.fail({ kind: 'errcode', errcode, times: 3, path: set });
    await setWifiCard(deps, request);
    expect(waited).toEqual([500, 1_000, 2_000]);
    expect(await history()).toMatchObject([{ outcome: 'ok', errcode: 0 }]);
  });

  it('gives up after four tries, not knowing', async () => {
    const { deps, history, wechat } = await openShop();
    wechat.fail({ kind: 'errcode', errcode: -1, times: 4, path: set });
    await setWifiCard(deps, request);
    expect(await history()).toMatchObject([{ outcome: 'unknown', errcode: -1 }]);
    expect(wechat.calls.filter(({ path }) => path === set)).toHaveLength(4);
  });

  it.each(['never', 'drop', 'html', 'empty', 'huge'] as const)('does not know after %s', async (kind) => {
    const { deps, history, wechat, waited } = await openShop();
    wechat.fail({ kind, path: set });
    await setWifiCard(deps, request);
    const errmsg = expect.stringMatching(/answer|connection/);
    expect(await history()).toMatchObject([{ outcome: 'unknown', errcode: undefined, errmsg }]);
    expect(waited).toEqual([]);
  });

  it('knows that nothing was put where nobody listened', async () => {
    const { deps, history, wechat } = await openShop();
    await wechat.close();
    await setWifiCard(deps, request);
    expect(await history()).toMatchObject([{ outcome: 'refused', errcode: undefined }]);
  });

  it('has written the attempt down before it calls', async () => {
    const { deps, history } = await openShop();
    const died = new Error('the process died');
    const wifi = { ...deps.wifi, set: () => Promise.reject(died) };
    await expect(setWifiCard({ ...deps, wifi }, request)).rejects.toBe(died);
    expect(await history()).toMatchObject([{ cardId: 'pB1', outcome: 'asked' }]);
  });

  it('says so where the answer cannot be written down', async () => {
    const { deps, history } = await openShop();
    let writes = 0;
    const transaction: WifiDeps['database']['transaction'] = (work) => {
      writes += 1;
      return writes === 2 ? Promise.reject(new Error('full')) : deps.database.transaction(work);
    };
    const broken = { ...deps, database: { ...deps.database, transaction } };
    await expect(setWifiCard(broken, request)).rejects.toThrow('WeChat was asked (ok)');
    expect(await history()).toMatchObject([{ outcome: 'asked' }]);
  });

  it.each<[what: string, changes: Partial<WifiRequest>]>([
    ['a text of 19 emoji', { put: { ...aPut, describe: '🚗'.repeat(19) } }],
    ['an end before the start', { put: { ...aPut, endAt: aPut.beginAt } }],
    ['store -1', { put: { ...aPut, shopId: -1 } }],
    ['a quantity of nothing', { put: { ...aPut, quantity: 0 } }],
    ['a stock that is not there', { stockId: 'nowhere' }],
  ])('refuses %s without asking', async (_, changes) => {
    const { deps, history, wechat } = await openShop();
    await expect(setWifiCard(deps, { ...request, ...changes })).rejects.toThrow(/\w+ must|at most|no stock/);
    expect(await history()).toEqual([]);
    expect(wechat.calls).toEqual([]);
  });
});

describe('getWifiCard', () => {
  it('tells what is in effect for all stores', async () => {
    const { deps } = await openShop();
    await setWifiCard(deps, { ...request, put: { ...aPut, shopId: 0 } });
    expect(await getWifiCard(deps, 0)).toMatchObject({ ok: true, value: { shopId: 0, cardId: 'pB1' } });
    expect(await getWifiCard(deps, shopId)).toMatchObject({ ok: true, value: { shopId } });
  });

  it("waits WeChat's trouble out", async () => {
    const { deps, wechat, waited } = await openShop();
    wechat.fail({ kind: 'errcode', errcode: 9002003, path: '/bizwifi/couponput/get' });
    expect(await getWifiCard(deps, shopId)).toEqual({ ok: true, value: undefined });
    expect(waited).toEqual([500]);
  });
});

describe('listWifiDeliveries', () => {
  it('begins with the latest, of one store if asked', async () => {
    const { deps } = await openShop();
    const { read } = deps.database;
    for (const at of [0, shopId, 0]) await setWifiCard(deps, { ...request, put: { ...aPut, shopId: at } });
    const shops = async (of: number | undefined, limit: number) =>
      (await listWifiDeliveries(read, tenantId, of, limit)).map((one) => one.shopId);
    expect(await shops(undefined, 10)).toEqual([0, shopId, 0]);
    expect(await shops(undefined, 2)).toEqual([0, shopId]);
    expect(await shops(shopId, 10)).toEqual([shopId]);
    expect(await listWifiDeliveries(read, 'other', undefined, 10)).toEqual([]);
  });
});
