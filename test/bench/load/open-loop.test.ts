import type { Exchange } from './closed-loop.ts';
import { arrivals, openLoop } from './open-loop.ts';

/** Time passes by the millisecond, for as long as the load runs. */
function fakeTime() {
  let time = 0;
  let timers: { at: number; wake: () => void }[] = [];
  const sleep = (ms: number) => new Promise<void>((wake) => timers.push({ at: time + ms, wake }));
  return {
    now: () => time,
    sleep,
    async run(due: readonly number[], connections: readonly Exchange[]): Promise<number[]> {
      let running = true;
      const stop = () => {
        running = false;
      };
      const load = openLoop(Float64Array.from(due), connections, { now: () => time, sleep });
      load.then(stop, stop);
      while (running) {
        await new Promise(setImmediate);
        time += 1;
        const woken = timers.filter(({ at }) => at <= time);
        timers = timers.filter(({ at }) => at > time);
        for (const { wake } of woken) wake();
      }
      return [...(await load)];
    },
  };
}

it('sends each request when it is due', async () => {
  const time = fakeTime();
  const sentAt: number[] = [];
  const exchange = async () => void sentAt.push(time.now());
  await time.run([10, 20, 30, 40], [exchange]);
  expect(sentAt).toEqual([10, 20, 30, 40]);
});

it('sends while earlier requests are under way', async () => {
  const time = fakeTime();
  const sentAt: number[] = [];
  const exchange = async () => {
    sentAt.push(time.now());
    await time.sleep(15);
  };
  expect(await time.run([10, 20, 100], [exchange, exchange])).toEqual([15, 15, 15]);
  expect(sentAt).toEqual([10, 20, 100]);
});

it('counts the wait of those who arrive during a stall', async () => {
  const time = fakeTime();
  const exchange = (index: number) => time.sleep(index === 0 ? 100 : 1);
  expect(await time.run([10, 20, 30], [exchange])).toEqual([100, 91, 82]);
});

it('ends at once when nobody arrives', async () => {
  expect(await fakeTime().run([], [])).toEqual([]);
});

it('fails when a request fails', async () => {
  const refused = async () => Promise.reject(new Error('an answer without code 0'));
  await expect(fakeTime().run([1, 2], [refused])).rejects.toThrow('without code 0');
});

describe('arrivals', () => {
  const half = () => 0.5;

  it('come at the rate on average', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const due = arrivals(1_000, 20_000, random);
    expect((due.at(-1) ?? 0) / 20_000).toBeCloseTo(1, 1);
  });

  it('have the gaps of independent callers', () => {
    const [first = 0, second = 0] = arrivals(10, 2, half);
    expect(first).toBeCloseTo(100 * Math.LN2);
    expect(second).toBeCloseTo(200 * Math.LN2);
  });

  it('never go back in time', () => {
    const due = arrivals(5_000, 1_000, Math.random);
    expect([...due]).toEqual([...due].sort((a, b) => a - b));
  });
});
