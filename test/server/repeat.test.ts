// Rounds of work: one after another, whatever they throw, and none after the stop.
import { repeat } from '../../server/repeat.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const nothing = () => undefined;

describe('repeat', () => {
  it('runs a round after each pause', async () => {
    let rounds = 0;
    const repeating = repeat(100, async () => void rounds++, nothing);
    await jest.advanceTimersByTimeAsync(99);
    expect(rounds).toBe(0);
    await jest.advanceTimersByTimeAsync(201);
    expect(rounds).toBe(3);
    await repeating.stop();
  });

  it('counts the pause from the end of a round', async () => {
    const starts: number[] = [];
    const work = async () => {
      starts.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1000));
    };
    const begin = Date.now();
    repeat(100, work, nothing);
    await jest.advanceTimersByTimeAsync(2500);
    expect(starts.map((at) => at - begin)).toEqual([100, 1200, 2300]);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
  ])('goes on after a round that %s', async (_, work) => {
    const failures: unknown[] = [];
    const repeating = repeat(100, work, (error) => failures.push(error));
    await jest.advanceTimersByTimeAsync(300);
    expect(failures).toEqual([new Error('no'), new Error('no'), new Error('no')]);
    await repeating.stop();
  });

  it('begins no round after its stop', async () => {
    let rounds = 0;
    const repeating = repeat(100, async () => void rounds++, nothing);
    await jest.advanceTimersByTimeAsync(150);
    await repeating.stop();
    await jest.advanceTimersByTimeAsync(1000);
    expect(rounds).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits at its stop for the round under way', async () => {
    const gate = Promise.withResolvers<void>();
    let rounds = 0;
    const work = () => {
      rounds += 1;
      return gate.promise;
    };
    const repeating = repeat(100, work, nothing);
    await jest.advanceTimersByTimeAsync(100);
    let stopped = false;
    const stopping = repeating.stop().then(() => {
      stopped = true;
    });
    await jest.advanceTimersByTimeAsync(1000);
    expect(stopped).toBe(false);
    gate.resolve();
    await stopping;
    await jest.advanceTimersByTimeAsync(1000);
    expect(rounds).toBe(1);
  });
});
