import { takeTurns } from './rounds.ts';

function recordedSides() {
  const calls: string[] = [];
  const side = (name: string) => async () => `${name}${calls.push(name)}`;
  return { calls, sides: { a: side('a'), b: side('b'), c: side('c') } };
}

it('lets the sides take turns, backwards every second round', async () => {
  const { calls, sides } = recordedSides();
  await takeTurns(3, sides);
  expect(calls.join('')).toBe('abccbaabccba');
});

it('throws the first round of each side away', async () => {
  const { sides } = recordedSides();
  expect(await takeTurns(2, sides)).toEqual({ a: ['a6', 'a7'], b: ['b5', 'b8'], c: ['c4', 'c9'] });
});

it('runs one side at a time', async () => {
  let running = 0;
  const alone = async () => {
    running += 1;
    await new Promise(setImmediate);
    return running--;
  };
  const { a, b } = await takeTurns(2, { a: alone, b: alone });
  expect([...a, ...b]).toEqual([1, 1, 1, 1]);
});

it('fails when a side fails', async () => {
  const broken = { a: async () => Promise.reject(new Error('an answer without code 0')) };
  await expect(takeTurns(5, broken)).rejects.toThrow('without code 0');
});
