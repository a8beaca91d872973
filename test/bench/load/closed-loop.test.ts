import { closedLoop } from './closed-loop.ts';

it('makes every exchange once, whoever is free', async () => {
  const made: string[] = [];
  const caller = (name: string) => async (index: number) => void made.push(`${name}${index}`);
  await closedLoop([caller('a'), caller('b')], 5, () => 0);
  expect(made.map((one) => one.slice(1)).sort()).toEqual(['0', '1', '2', '3', '4']);
  expect(new Set(made.map(([name]) => name))).toEqual(new Set(['a', 'b']));
});

it('times each exchange from when it was sent', async () => {
  let time = 0;
  const caller = async (index: number) => {
    time += 10 * (index + 1);
  };
  expect([...(await closedLoop([caller], 3, () => time))]).toEqual([10, 20, 30]);
});
