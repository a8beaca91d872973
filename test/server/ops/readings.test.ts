import { createMetrics } from '../../../server/ops/metrics.ts';
import { addUp, countsOf, type Readings } from '../../../server/ops/readings.ts';

const stock = (left: number) => async () => ({ channels: [], stockLeft: [{ stockId: 's', left }] });

async function readingsOf(replays: number): Promise<Readings> {
  const metrics = createMetrics();
  metrics.replays.inc(replays);
  metrics.requestSeconds.observe({ interface: 'claim' }, 0.002);
  metrics.collectFrom(stock(99));
  await metrics.render();
  return metrics.readings();
}

const others = async (...replays: number[]) => ({
  readings: await Promise.all(replays.map(readingsOf)),
  workers: 3,
  answered: 2,
  restarts: 4,
});

const names = (readings: Readings) => readings.map(({ name }) => name);

describe('the metrics of several processes', () => {
  it('are sums over all of them', async () => {
    const metrics = createMetrics();
    metrics.replays.inc(1);
    metrics.requestSeconds.observe({ interface: 'claim' }, 0.002);
    const lines = (await metrics.render(await others(10, 100))).body.split('\n');
    expect(lines).toContain('chelian_replays_total 111');
    expect(lines).toContain('chelian_request_seconds_bucket{le="0.0025",interface="claim"} 3');
    expect(lines).toContain('chelian_request_seconds_count{interface="claim"} 3');
  });

  it('have the numbers of the store once', async () => {
    const metrics = createMetrics();
    metrics.collectFrom(stock(50));
    const { body } = await metrics.render(await others(1));
    expect(body.match(/^chelian_stock_left.*/gm)).toEqual(['chelian_stock_left{stock_id="s"} 50']);
    expect(body.match(/^chelian_snapshot_up .*/gm)).toEqual(['chelian_snapshot_up 1']);
  });

  it('say how many processes they are of', async () => {
    const lines = (await createMetrics().render(await others(1))).body.split('\n');
    expect(lines).toContain('chelian_workers 3');
    expect(lines).toContain('chelian_workers_answered 2');
    expect(lines).toContain('chelian_worker_restarts_total 4');
  });

  it('add up the memory of all', async () => {
    const one = await readingsOf(0);
    const [memory] = (await addUp([one, one])).filter(({ name }) => name === 'process_resident_memory_bytes');
    const [alone] = one.filter(({ name }) => name === 'process_resident_memory_bytes');
    expect(memory?.values[0]?.value).toBe(2 * (alone?.values[0]?.value ?? Number.NaN));
  });
});

describe('countsOf', () => {
  it('keeps what only grows', async () => {
    const kept = names(countsOf(await readingsOf(1)));
    expect(kept).toEqual(expect.arrayContaining(['chelian_replays_total', 'chelian_request_seconds']));
    expect(kept).not.toContain('process_resident_memory_bytes');
  });
});
