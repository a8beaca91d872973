import { listCircuits } from '../../../server/store/sql/circuits.ts';
import {
  ack,
  answered,
  type Bench,
  createBench,
  hour,
  minute,
  refusedConnection,
  type Script,
} from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
});
afterEach(() => bench.close());

const badSign = answered(400005, 'sign does not verify');

async function addUsed(...couponIds: string[]): Promise<void> {
  for (const couponId of couponIds) {
    await bench.addCoupon(couponId);
    await bench.change(couponId, 'use');
  }
}
const couponsCalled = () => bench.calls.map(({ body }) => body['coupon_id']);
const errors = () => bench.logs.filter(({ level }) => level === 'error');
const many = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

describe('a wrong configuration', () => {
  it('opens the circuit and spends no try', async () => {
    await addUsed('c1');
    bench.script = () => badSign;
    await bench.drain();
    expect(bench.calls).toHaveLength(1);
    expect((await bench.events())[0]).toMatchObject({ state: 'pending', tries: 0, attempts: 1 });
    expect(await listCircuits(bench.database.read)).toMatchObject([{ cause: 'configuration', opens: 1 }]);
  });

  it('is told to operators once', async () => {
    await addUsed('c1');
    bench.script = () => badSign;
    await bench.pass(hour);
    expect(bench.calls.length).toBeGreaterThan(5);
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toMatchObject({ details: { reason: 'code 400005: sign does not verify' } });
    expect(errors()[0]?.message).toContain('nothing is lost');
  });

  it('loses no event in a month', async () => {
    await addUsed('c1', 'c2');
    bench.script = () => badSign;
    await bench.pass(2 * hour);
    bench.clock.now += 30 * 24 * hour;
    bench.script = () => ack;
    await bench.pass(10 * minute);
    expect((await bench.events()).map(({ state, tries }) => [state, tries])).toEqual([
      ['done', 1],
      ['done', 1],
    ]);
  });

  it('covers a tenant without any credential', async () => {
    await bench.database.transaction(async (tx) => {
      await tx.run('DELETE FROM credential');
      await tx.run("UPDATE setting SET value = 'changed' WHERE name = 'directory-version'");
    });
    await bench.directory.refresh();
    await addUsed('c1');
    await bench.drain();
    expect(bench.calls).toEqual([]);
    expect(errors()[0]?.details['reason']).toBe('the tenant has no active credential to sign with');
  });

  it('does not let one event stop its channel', async () => {
    await addUsed('bad');
    bench.script = ({ body }) => (body['coupon_id'] === 'bad' ? badSign : ack);
    for (let n = 0; n < 8; n += 1) {
      await addUsed(`c${n}`);
      await bench.pass(minute);
    }
    expect((await bench.events({ couponId: 'bad' }))[0]).toMatchObject({ state: 'dead', tries: 3 });
    expect(await listCircuits(bench.database.read)).toEqual([]);
    const done = await bench.events({ states: ['done'] });
    expect(done).toHaveLength(8);
  });
});

describe('a peer that is down', () => {
  it('gets no more calls after five failures', async () => {
    await addUsed(...many(20));
    bench.script = () => refusedConnection;
    await bench.drain();
    // The engine works on eight lanes at a time: the first group had started already.
    expect(bench.calls).toHaveLength(8);
    expect((await bench.lane('coupon:c15')).leaseOwner).toBeUndefined();
  });

  it('is probed by one call at a time', async () => {
    await addUsed(...many(20));
    bench.script = () => refusedConnection;
    await bench.drain();
    bench.clock.now += 5_000;
    const second = bench.createEngine({ owner: 'engine-2' });
    await Promise.all([bench.engine.runOnce(), second.runOnce()]);
    expect(bench.calls).toHaveLength(9);
    await bench.pass(10_000);
    expect(bench.calls).toHaveLength(10);
  });

  it('gets its backlog within a minute of coming back', async () => {
    await addUsed(...many(20));
    bench.script = () => refusedConnection;
    await bench.pass(2 * hour);
    const before = bench.calls.length;
    bench.script = () => ack;
    await bench.pass(minute);
    expect(new Set(couponsCalled().slice(before)).size).toBe(20);
    expect((await bench.events()).every(({ state }) => state === 'done')).toBe(true);
    expect(bench.logs.at(-1)).toMatchObject({
      level: 'info',
      message: 'callbacks to channel 0 go out again',
    });
  });

  it('is probed by a lane whose next try is far', async () => {
    await addUsed('c1');
    bench.script = () => refusedConnection;
    await bench.pass(5 * hour);
    const last = bench.calls.at(-1)?.at ?? 0;
    expect(bench.clock.now - last).toBeLessThanOrEqual(minute);
  });

  it('does not delay another channel', async () => {
    await bench.addChannel(11, {}, 'https://other.test');
    await bench.addStock('s11', { appChannelId: 11 });
    await addUsed(...many(40));
    let hanging = 0;
    const release: (() => void)[] = [];
    bench.script = ({ url }) => {
      if (url.startsWith('https://other.test')) return ack;
      hanging += 1;
      return new Promise((resolve) => release.push(() => resolve(refusedConnection)));
    };
    const slow = bench.engine.runOnce();
    while (hanging < 4) await new Promise(setImmediate);
    await bench.publish('s11');
    expect(await bench.engine.runOnce()).toBe(1);
    expect(bench.calls.at(-1)?.url).toBe('https://other.test/stock/rsync');
    for (const go of release) go();
    await slow;
  });

  it('keeps nothing of its backlog in memory', async () => {
    await addUsed('c');
    await bench.issueMany('c', 2_000);
    bench.script = () => refusedConnection;
    await bench.pass(minute);
    const leased = await bench.database.read.all('SELECT 1 FROM delivery_lane WHERE lease_owner IS NOT NULL');
    expect(leased).toEqual([]);
    expect(bench.calls.length).toBeLessThan(20);
  });
});

it('counts failures of each channel on its own', async () => {
  await bench.addChannel(11, {}, 'https://other.test');
  await bench.addStock('s11', { appChannelId: 11 });
  const script: Script = ({ url }) => (url.startsWith('https://other.test') ? refusedConnection : ack);
  bench.script = script;
  await bench.publish('s11');
  for (let n = 0; n < 6; n += 1) {
    await addUsed(`c${n}`);
    await bench.pass(minute);
  }
  expect(await listCircuits(bench.database.read)).toMatchObject([{ appChannelId: 11, cause: 'unreachable' }]);
});
