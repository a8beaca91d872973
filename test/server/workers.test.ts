// What goes on beside the requests, with every interval so short that the test need only wait for what must come.
import type { Context } from '../../server/context.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { startWorkers } from '../../server/workers.ts';
import { atEnd } from '../kit/at-end.ts';
import { aClaim, dayMs } from '../kit/builders.ts';
import { createClock, type TestClock } from '../kit/clock.ts';
import { testContext } from '../kit/context.ts';
import { runningStock } from '../kit/stocks.ts';

let context: Context;
let clock: TestClock;

async function open(env: NodeJS.ProcessEnv): Promise<void> {
  clock = createClock();
  context = await testContext({
    now: clock.now,
    env: { SWEEP_INTERVAL_MS: '10', DELIVERY_POLL_MS: '1', ...env },
  });
}

function begin() {
  const workers = startWorkers(context);
  atEnd(() => workers.stop());
  return workers;
}

/** Claims coupons and lets their validity pass. */
async function leaveExpired(count: number): Promise<void> {
  const stockId = await runningStock(context, { max_coupons: count });
  const users = Array.from({ length: count }, (_, index) => `u${index}`);
  await Promise.all(
    users.map((userCode) => context.claims.claim(aClaim({ stockId, userCode, requestId: userCode }))),
  );
  clock.advance(2 * dayMs);
  await context.ids.renew();
}

const available = async () =>
  (await context.database.read.all('SELECT 1 FROM coupon WHERE status = 1')).length;

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = performance.now() + 5000;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error('waited in vain');
    await new Promise(setImmediate);
  }
}

/** Timers fire when the test says so; the event loop itself goes on. */
function holdTimers(): void {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick', 'performance', 'Date'] });
  atEnd(() => jest.useRealTimers());
}

describe('startWorkers', () => {
  it('expires everything, batch after batch', async () => {
    await open({ SWEEP_BATCH: '2' });
    await leaveExpired(7);
    holdTimers();
    begin();
    // One round does it all.
    jest.advanceTimersByTime(10);
    await until(async () => (await available()) === 0);
  });

  it('stops between batches, however many are left', async () => {
    await open({ SWEEP_BATCH: '1' });
    await leaveExpired(200);
    const workers = begin();
    await until(async () => (await available()) < 200);
    await workers.stop();
    expect(await available()).toBeGreaterThan(0);
  });

  it('reads what other processes set up', async () => {
    await open({});
    const another = await testContext({ dataDir: context.settings.dataDir, now: clock.now });
    begin();
    await setChannel(another.useCases, { tenantId: 'demo', appChannelId: 1, appId: 'wx2' }, () => undefined);
    await until(() => context.directory.channel('demo', 1)?.appId === 'wx2');
  });

  it('leaves no timer behind at its stop', async () => {
    await open({});
    holdTimers();
    const workers = begin();
    expect(jest.getTimerCount()).toBeGreaterThanOrEqual(4);
    await workers.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
