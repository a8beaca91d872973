// The long poll: it follows the versions, rests when hidden, and never hammers a server that fails.
import type { CouponView } from '../../../shared/plugin/messages/views.ts';
import { aCoupon } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, pass, pluginModule, settle } from '../kit/phone.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

function watching() {
  const { visitOf } = pluginModule<typeof import('../../../plugin/services/visit.ts')>('services/visit');
  const { newWatch } = pluginModule<typeof import('../../../plugin/services/watch.ts')>('services/watch');
  const seen: CouponView[] = [];
  const watch = newWatch(visitOf({}, {}).call, '7001', (coupon) => seen.push(coupon));
  return { watch, seen };
}

const asked = () => phone.server.askedFor('watch');

describe('a watch', () => {
  it('asks on from the version that it saw', async () => {
    phone.server.answers('watch', { changed: true, coupon: aCoupon({ version: 5 }) }, 'never');
    const { watch, seen } = watching();
    watch.start(1);
    await settle();
    expect(seen.map(({ version }) => version)).toEqual([5]);
    expect(asked().map(({ body }) => body['version'])).toEqual([1, 5]);
    watch.stop();
  });

  it('asks again when nothing changed, once a second at most', async () => {
    phone.server.answers('watch', { changed: false, coupon: aCoupon() });
    const { watch, seen } = watching();
    watch.start(1);
    await pass(10_000);
    watch.stop();
    expect(seen).toEqual([]);
    expect(asked().length).toBeGreaterThanOrEqual(9);
    expect(asked().length).toBeLessThanOrEqual(11);
  });

  it('waits longer and longer for a server that is down', async () => {
    phone.server.answers('watch', 'offline');
    const { watch } = watching();
    watch.start(1);
    await pass(120_000);
    watch.stop();
    expect(asked().length).toBeGreaterThanOrEqual(5);
    expect(asked().length).toBeLessThanOrEqual(15);
  });

  it('gives up where asking again cannot help', async () => {
    phone.server.answers('watch', new Refusal('notFound'));
    const { watch } = watching();
    watch.start(1);
    await pass(60_000);
    expect(asked()).toHaveLength(1);
  });

  it('leaves no request and no timer when stopped', async () => {
    phone.server.answers('watch', 'offline', 'never');
    const { watch } = watching();
    watch.start(1);
    await settle();
    watch.stop();
    expect(jest.getTimerCount()).toBe(0);
    watch.start(1);
    await settle();
    watch.stop();
    await settle();
    expect(phone.wx.openRequests.size).toBe(0);
    expect(asked()).toHaveLength(2);
  });

  it('keeps one request open, however often it is started', async () => {
    phone.server.answers('watch', 'never');
    const { watch } = watching();
    for (const version of [1, 2, 3]) watch.start(version);
    await settle();
    expect(phone.wx.openRequests.size).toBe(1);
    watch.stop();
  });
});

test('pauses double up to half a minute, and spread', () => {
  const { pauseAfter } = pluginModule<typeof import('../../../plugin/services/watch.ts')>('services/watch');
  const most = [1, 2, 3, 6, 20].map((failures) => {
    const pauses = Array.from({ length: 50 }, () => pauseAfter(failures));
    expect(new Set(pauses).size).toBeGreaterThan(1);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
    return Math.max(...pauses);
  });
  for (const [at, bound] of [1_000, 2_000, 4_000, 30_000, 30_000].entries())
    expect(most[at]).toBeLessThanOrEqual(bound);
});
