// The list of callbacks: what is kept of it, and how to follow it.
import { call, send, useSimulators } from './fixtures.ts';
import type { Simulator } from './simulator.ts';

const start = useSimulators();

/** The `n` of the callbacks that a path of the simulator lists. */
async function listed({ url }: Simulator, query = ''): Promise<number[]> {
  const { text = '' } = await call(`${url}/received${query}`);
  return JSON.parse(text).map(({ n }: { n: number }) => n);
}

async function startWith(callbacks: number, keep: number) {
  const simulator = await start({ keep });
  for (let sent = 0; sent < callbacks; sent += 1) await send(simulator, 'stock.rsync');
  return simulator;
}

it('lists the callbacks from the first to the last', async () => {
  expect(await listed(await startWith(3, 10))).toEqual([1, 2, 3]);
});

it('lists what is new since a callback', async () => {
  const simulator = await startWith(3, 10);
  expect(await listed(simulator, '?since=1')).toEqual([2, 3]);
  expect(await listed(simulator, '?since=3')).toEqual([]);
  expect(await listed(simulator, '?since=99')).toEqual([]);
});

it.each([3, 4, 5])('keeps the latest two of %d callbacks', async (callbacks) => {
  const simulator = await startWith(callbacks, 2);
  expect(await listed(simulator)).toEqual([callbacks - 1, callbacks]);
  expect(await listed(simulator, `?since=${callbacks - 1}`)).toEqual([callbacks]);
});

it('refuses to follow from nowhere', async () => {
  const { url } = await start();
  expect(await call(`${url}/received?since=x`)).toMatchObject({
    text: '{"code":400000,"message":"since: must be a number"}',
  });
});
