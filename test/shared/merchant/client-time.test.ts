// The typed caller and time: attempts that take too long, waits between them, and callers who lose patience.
import { createMerchantClient } from '../../../shared/merchant/client.ts';
import type { SpFetch } from '../../../shared/sp/client.ts';

const credential = { openId: 'o', openKey: 'k', grantCode: 'g' };
const options = { baseUrl: 'http://m.test', credential };
const never = () => new Promise<never>(() => {});
const unfreeze = { cardId: '1', bizId: 'b1' };
const impatient = new Error('the customer left');

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('an attempt', () => {
  it.each<[string, SpFetch]>([
    ['a connection', never],
    ['a body', async () => ({ status: 200, text: never })],
  ])('ends after ten seconds without %s', async (_, fetch) => {
    const client = createMerchantClient({ ...options, fetch, attempts: 1 });
    const answered = client.call('communal.coupon.unfreeze', unfreeze);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await answered).toMatchObject({
      ok: false,
      code: undefined,
      problem: 'no answer within 10000 ms',
    });
  });

  it('ends in time for patient callers, too', async () => {
    const client = createMerchantClient({ ...options, fetch: never, attempts: 1 });
    const { signal } = new AbortController();
    const answered = client.call('communal.coupon.unfreeze', unfreeze, { signal });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await answered).toMatchObject({ problem: 'no answer within 10000 ms' });
  });

  it('aborts the fetch that took too long', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const fetch: SpFetch = (_, { signal }) => {
      signals.push(signal);
      return never();
    };
    const client = createMerchantClient({ ...options, fetch, timeoutMs: 50 });
    const answered = client.call('communal.coupon.unfreeze', unfreeze);
    await jest.advanceTimersByTimeAsync(50);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    await jest.advanceTimersByTimeAsync(199);
    expect(signals).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1 + 50 + 999);
    expect(signals).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1 + 50);
    expect(await answered).toMatchObject({ attempts: 3 });
  });

  it('leaves no timer behind', async () => {
    const body = '{"status":true,"code":0,"data":{"cardId":"1"}}';
    const fetch: SpFetch = async () => ({ status: 200, text: async () => body });
    await createMerchantClient({ ...options, fetch }).call('communal.coupon.unfreeze', unfreeze);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a caller who aborts', () => {
  const failing: SpFetch = () => Promise.reject(new Error('connection refused'));

  it.each([1, 3])('is told so during one of %i attempts', async (attempts) => {
    const controller = new AbortController();
    const client = createMerchantClient({ ...options, fetch: never, attempts });
    const answered = client.call('communal.coupon.unfreeze', unfreeze, { signal: controller.signal });
    controller.abort(impatient);
    await expect(answered).rejects.toBe(impatient);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is told so between attempts', async () => {
    const controller = new AbortController();
    const client = createMerchantClient({ ...options, fetch: failing });
    const answered = client.call('communal.coupon.unfreeze', unfreeze, { signal: controller.signal });
    const told = expect(answered).rejects.toBe(impatient);
    await jest.advanceTimersByTimeAsync(100);
    controller.abort(impatient);
    await told;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('never has a call made', async () => {
    const fetch = jest.fn(failing);
    const client = createMerchantClient({ ...options, fetch });
    const signal = AbortSignal.abort(impatient);
    await expect(client.call('communal.coupon.unfreeze', unfreeze, { signal })).rejects.toBe(impatient);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('may stay patient to the end', async () => {
    const { signal } = new AbortController();
    const client = createMerchantClient({ ...options, fetch: failing, attempts: 2 });
    const answered = client.call('communal.coupon.unfreeze', unfreeze, { signal });
    await jest.advanceTimersByTimeAsync(200);
    expect(await answered).toMatchObject({ attempts: 2, problem: 'connection refused' });
  });
});
