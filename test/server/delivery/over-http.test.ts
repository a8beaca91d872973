import { createTransport } from '../../../server/delivery/transport.ts';
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import { parseJsonSource } from '../../../shared/sp/json-source.ts';
import { verifySignature } from '../../../shared/sp/signature.ts';
import { type Bench, createBench, secret, settleMs } from './bench.ts';
import { type Sink, startSink } from './sink.ts';

let bench: Bench;
let sink: Sink;
let transport: ReturnType<typeof createTransport>;
beforeEach(async () => {
  bench = await createBench();
  sink = await startSink();
  transport = createTransport({ concurrency: 8, timeoutMs: 200, allowPrivate: true });
  await bench.addChannel(0, {}, sink.url);
  await bench.addStock('s1', { synced: false });
  await bench.addCoupon('9001');
  Object.assign(bench, { engine: bench.createEngine({ send: transport.send }) });
});
afterEach(async () => {
  await bench.close();
  transport.close();
  await sink.close();
});

async function tellEverything(): Promise<void> {
  await bench.issue('9001');
  await bench.publish('s1');
  await bench.tellStockStatus('s1');
  await bench.drain();
  await bench.change('9001', 'use', 'restore');
  await bench.drain();
}

it('makes the calls of the document in its order', async () => {
  await tellEverything();
  expect(sink.received.map(({ path }) => path).sort()).toEqual([
    '/coupon/rsync',
    '/coupon/status/rsync',
    '/coupon/status/rsync',
    '/stock/rsync',
    '/stock/status/rsync',
  ]);
  expect(sink.received[0]?.path).toBe('/stock/rsync');
  expect((await bench.events()).every(({ state }) => state === 'done')).toBe(true);
});

it('signs what it sends so that it verifies', async () => {
  await tellEverything();
  for (const { body } of sink.received) {
    expect(verifySignature(parseJsonSource(body), { secret, scheme: 'md5-suffix' })).toBe('slices');
  }
});

it('sends what the messages allow, to the letter', async () => {
  await tellEverything();
  const problems = sink.received.flatMap(({ path, body }) => {
    const called = Object.values(spInterfaces).find(
      (one) => one.direction === 'outbound' && one.path === path,
    );
    return called?.request.safeParse(JSON.parse(body)).error?.issues ?? [];
  });
  expect(problems).toEqual([]);
});

it('converges on what a slow peer applies late', async () => {
  await bench.database.transaction((tx) => tx.run('UPDATE stock SET synced_at = 1'));
  let status: unknown;
  const late: (() => void)[] = [];
  sink.answer = (response) => {
    const call = JSON.parse(sink.received.at(-1)?.body ?? '');
    const apply = () => {
      status = call.coupon_status;
    };
    // The first call is swallowed until after everything else was applied.
    if (late.length === 0) {
      late.push(apply);
      return;
    }
    apply();
    response.end('{"code":"0"}');
  };
  await bench.change('9001', 'use', 'restore');
  await bench.drain();
  late[0]?.();
  expect(status).toBe(2);
  await bench.pass(settleMs);
  expect(status).toBe(1);
});

it('takes a refused connection for a peer that is down', async () => {
  await bench.database.transaction((tx) => tx.run('UPDATE stock SET synced_at = 1'));
  await bench.addChannel(0, {}, 'http://127.0.0.1:9');
  await bench.change('9001', 'use');
  await bench.engine.runOnce();
  expect(await bench.lane('coupon:9001')).toMatchObject({ unreachable: true, ambiguous: false, pending: 1 });
});
