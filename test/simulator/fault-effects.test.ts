// Every fault as the calling side sees it, and what is known after it.
import { once as eventOnce } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FaultKind, FaultPlan } from './faults.ts';
import { answered, bodyOf, call, ourMessages, post, send, successful, useSimulators } from './fixtures.ts';
import type { Simulator } from './simulator.ts';

const start = useSimulators();

/** Only the first call is hit. */
function once(fault: FaultKind, more: { code?: number; delayMs?: number } = {}): FaultPlan {
  return { rules: [{ fault, first: 1, ...more }] };
}

function applied(simulator: Simulator): boolean {
  return simulator.state().stocks.length === 1;
}

/** A `wait` that the test ends, or the simulator by its signal. */
function heldWait() {
  const held: { ms: number; release: () => void; cut: boolean }[] = [];
  const wait = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const entry = { ms, release: resolve, cut: false };
      signal.addEventListener('abort', () => {
        entry.cut = true;
        reject(signal.reason);
      });
      held.push(entry);
    });
  return { held, wait };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}

describe('a fault that applies nothing', () => {
  it.each([
    ['refuse', { failed: 'ECONNRESET' }, null],
    ['500', answered(500000, 'system error, try again later', 500), 500000],
    ['code', answered(400101, 'as the fault plan says'), 400101],
    ['malformed', { status: 200, text: expect.stringContaining('<html>') }, null],
  ] as const)('%s shows as it should', async (fault, ended, code) => {
    const simulator = await start({ plan: once(fault, { code: 400101 }) });
    expect(await send(simulator, 'stock.rsync')).toEqual(ended);
    expect(applied(simulator)).toBe(false);
    expect(simulator.received()).toMatchObject([{ fault, code }]);
    expect(await send(simulator, 'stock.rsync')).toEqual(successful);
  });

  it('refuse has read nothing of the body', async () => {
    const simulator = await start({ plan: once('refuse') });
    await send(simulator, 'stock.rsync');
    expect(simulator.received()[0]?.parameters).toEqual({});
  });

  it('refuse resets the connection rather than ends it', async () => {
    const { port } = await start({ plan: once('refuse') });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /stock/rsync HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n');
    const [error] = await eventOnce(socket.resume(), 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a time-out', () => {
  it('lasts until the caller gives up', async () => {
    const { held, wait } = heldWait();
    const simulator = await start({ plan: once('timeout'), wait });
    const caller = new AbortController();
    const body = bodyOf(ourMessages['stock.rsync']);
    const ended = post(simulator, 'stock.rsync', body, caller.signal);
    await until(() => held.length === 1);
    caller.abort();
    expect(await ended).toEqual({ failed: 'ABORT_ERR' });
    await until(() => held[0]?.cut === true);
    expect(applied(simulator)).toBe(false);
    expect(simulator.received()).toMatchObject([{ fault: 'timeout', code: null }]);
  });

  it('lasts no longer than a minute', async () => {
    const { held, wait } = heldWait();
    const simulator = await start({ plan: once('timeout'), wait });
    const ended = send(simulator, 'stock.rsync');
    await until(() => held.length === 1);
    expect(held[0]?.ms).toBe(60_000);
    held[0]?.release();
    expect(await ended).toEqual({ failed: 'ECONNRESET' });
  });
});

describe('a late callback', () => {
  it('applies and answers after its delay', async () => {
    const { held, wait } = heldWait();
    const simulator = await start({ plan: once('late', { delayMs: 5000 }), wait });
    const ended = send(simulator, 'stock.rsync');
    await until(() => held.length === 1);
    expect(held[0]?.ms).toBe(5000);
    expect(applied(simulator)).toBe(false);
    held[0]?.release();
    expect(await ended).toEqual(successful);
    expect(applied(simulator)).toBe(true);
  });

  it('applies though its caller has gone', async () => {
    const { held, wait } = heldWait();
    const simulator = await start({ plan: once('late'), wait });
    const caller = new AbortController();
    const ended = post(simulator, 'stock.rsync', bodyOf(ourMessages['stock.rsync']), caller.signal);
    await until(() => held.length === 1);
    caller.abort();
    await ended;
    held[0]?.release();
    await until(() => applied(simulator));
    expect(simulator.received()).toMatchObject([{ fault: 'late', code: 0 }]);
  });

  it('overwrites what came in the meantime', async () => {
    const { held, wait } = heldWait();
    const simulator = await start({ plan: { rules: [{ fault: 'late', between: [1, 1] }] }, wait });
    const late = send(simulator, 'stock.rsync');
    await until(() => held.length === 1);
    await send(simulator, 'stock.rsync', { ...ourMessages['stock.rsync'], stock_status: 4 });
    held[0]?.release();
    await late;
    expect(simulator.state().stocks).toMatchObject([{ stock_status: 3 }]);
  });

  it('is never applied when the simulator closes', async () => {
    const { held, wait } = heldWait();
    const lines: string[] = [];
    const simulator = await start({ plan: once('late'), wait, log: (line) => lines.push(line) });
    const ended = send(simulator, 'stock.rsync');
    await until(() => held.length === 1);
    await simulator.close();
    expect(lines).toEqual([]);
    expect(await ended).toEqual({ failed: 'ECONNRESET' });
    expect(applied(simulator)).toBe(false);
    expect(simulator.received()).toEqual([]);
  });
});

describe('a callback that is applied', () => {
  it('may be dropped without an answer', async () => {
    const simulator = await start({ plan: once('drop') });
    expect(await send(simulator, 'stock.rsync')).toEqual({ failed: 'ECONNRESET' });
    expect(applied(simulator)).toBe(true);
    expect(simulator.received()).toMatchObject([{ fault: 'drop', code: 0 }]);
  });

  it('may be answered slowly', async () => {
    const { held, wait } = heldWait();
    const simulator = await start({ plan: once('slow', { delayMs: 700 }), wait });
    const ended = send(simulator, 'stock.rsync');
    await until(() => held.length === 1);
    expect(applied(simulator)).toBe(true);
    expect(held[0]?.ms).toBe(700);
    held[0]?.release();
    expect(await ended).toEqual(successful);
  });

  it('waits in real time by default', async () => {
    const simulator = await start({ plan: once('slow', { delayMs: 30 }) });
    const began = performance.now();
    expect(await send(simulator, 'stock.rsync')).toEqual(successful);
    expect(performance.now() - began).toBeGreaterThanOrEqual(25);
  });

  it('is still checked under a fault', async () => {
    const simulator = await start({ plan: once('slow', { delayMs: 0 }) });
    expect(await send(simulator, 'coupon.rsync')).toMatchObject({ text: expect.stringContaining('400201') });
  });
});

describe('the plan', () => {
  it('can be changed and asked for', async () => {
    const simulator = await start();
    const changed = await call(`${simulator.url}/plan`, 'POST', '{"seed":3,"rules":[{"fault":"drop"}]}');
    expect(changed).toEqual(await call(`${simulator.url}/plan`));
    expect(JSON.parse(changed.text ?? '')).toMatchObject({ seed: 3, rules: [{ fault: 'drop' }] });
    expect(await send(simulator, 'stock.rsync')).toEqual({ failed: 'ECONNRESET' });
  });

  it('counts calls anew when it is set', async () => {
    const simulator = await start({ plan: once('drop') });
    await send(simulator, 'stock.rsync');
    simulator.setPlan(once('500'));
    expect(await send(simulator, 'stock.rsync')).toMatchObject({ status: 500 });
  });

  it.each([
    ['{"rules":[{"fault":"code","code":0}]}', 'fault plan: rules[0].code: must not be 0'],
    ['{', 'body: is not JSON'],
    ['x'.repeat(16_385), 'body: is larger than 16384 bytes'],
  ])('stays when %.40s is refused', async (plan, problem) => {
    const simulator = await start({ plan: once('drop') });
    expect(await call(`${simulator.url}/plan`, 'POST', plan)).toMatchObject({
      text: JSON.stringify({ code: 400000, message: problem }),
    });
    expect(await send(simulator, 'stock.rsync')).toEqual({ failed: 'ECONNRESET' });
  });
});
