import { Counter, Gauge, Registry } from 'prom-client';
import { createScrapes } from '../../../server/cluster/scrapes.ts';
import type { Readings } from '../../../server/ops/readings.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function setUp(members: string[]) {
  const asked: string[] = [];
  const scrapes = createScrapes<string>({
    members: () => members,
    ask: (member, id) => asked.push(`${member}${id}`),
  });
  return { asked, ...scrapes };
}

function readings(claims: number): Promise<Readings> {
  const registry = new Registry();
  new Counter({ name: 'claims', help: 'Claims', registers: [registry] }).inc(claims);
  new Gauge({ name: 'memory', help: 'Memory', registers: [registry] }).set(claims);
  return registry.getMetricsAsJSON();
}

/** Of all that the asker is told. */
const totalOf = (name: string, told: readonly Readings[]) =>
  told
    .flat()
    .filter((metric) => metric.name === name)
    .reduce((sum, { values }) => sum + (values[0]?.value ?? 0), 0);

describe('a scrape', () => {
  it('asks everybody, the asker too', async () => {
    const { asked, collect, answered } = setUp(['a', 'b']);
    const collected = collect('a');
    expect(asked).toEqual(['a1', 'b1']);
    answered('a', 1, await readings(5));
    answered('b', 1, await readings(7));
    expect((await collected).answered).toBe(2);
    expect(totalOf('claims', (await collected).readings)).toBe(7);
  });

  it('waits two seconds and uses what was known', async () => {
    const { collect, answered } = setUp(['a', 'b']);
    const first = collect('a');
    answered('a', 1, await readings(5));
    answered('b', 1, await readings(7));
    await first;
    const second = collect('a');
    answered('a', 2, await readings(6));
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await second).answered).toBe(1);
    expect(totalOf('claims', (await second).readings)).toBe(7);
  });

  it('does not wait for one that ends meanwhile', async () => {
    const { collect, answered, gone } = setUp(['a', 'b']);
    const collected = collect('a');
    answered('a', 1, await readings(5));
    gone('b');
    await expect(collected).resolves.toMatchObject({ answered: 2 });
  });

  it('is over at once when nobody can be asked', async () => {
    await expect(setUp([]).collect('a')).resolves.toMatchObject({ answered: 0 });
  });
});

describe('a worker that is gone', () => {
  it('leaves its counts and takes its gauges along', async () => {
    const { collect, answered, gone } = setUp(['a']);
    answered('b', 0, await readings(7));
    answered('c', 0, await readings(4));
    gone('b');
    gone('c');
    const collected = collect('a');
    answered('a', 1, await readings(1));
    expect(totalOf('claims', (await collected).readings)).toBe(11);
    expect(totalOf('memory', (await collected).readings)).toBe(0);
  });
});
