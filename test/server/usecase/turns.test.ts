// How many are at work at once, in which order, and what becomes of the rest.
import { createTurns } from '../../../server/usecase/turns.ts';

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, resolve, reject };
}

const settle = () => new Promise(setImmediate);

it('lets no more than so many work at once', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 100 });
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await settle();
    working -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => turns.take(work)));
  expect(most).toBe(2);
});

it('lets them in as they came', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 100 });
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4].map((n) => turns.take(async () => order.push(n))));
  expect(order).toEqual([1, 2, 3, 4]);
});

it('turns away whoever finds too many waiting', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 1 });
  const first = held();
  const second = held();
  const results = [turns.take(first.work), turns.take(second.work)];
  await expect(turns.take(second.work)).rejects.toMatchObject({ name: 'QueueFull' });
  first.resolve('one');
  second.resolve('two');
  expect(await Promise.all(results)).toEqual(['one', 'two']);
});

it('gives the place of a failure to the next', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 10 });
  const failing = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await turns.take(async () => 'again')).toBe('again');
});
