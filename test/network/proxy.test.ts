// Each fault is what it says, seen from both sides of the proxy.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { atEnd } from '../kit/at-end.ts';
import { waitUntil } from '../kit/pause.ts';
import { type ConnectionPlan, type Fault, flawless } from './plan.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

/** What the far side has received, and how its connections ended. */
interface Far {
  readonly port: number;
  received: string;
  ends: number;
  resets: number;
}

/** Answers each byte with a byte. */
async function startFar(): Promise<Far> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    atEnd(() => socket.destroy());
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      far.received += text;
      socket.write(text.toUpperCase());
    });
    socket.on('end', () => {
      far.ends += 1;
    });
    socket.on('error', () => {
      far.resets += 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = { port: (server.address() as AddressInfo).port, received: '', ends: 0, resets: 0 };
  atEnd(() => server.close());
  return far;
}

async function spoiled(far: Far, fault: Fault, more: Partial<ConnectionPlan> = {}): Promise<FaultProxy> {
  const plan = () => ({ ...flawless, fault, ...more });
  const proxy = await startFaultProxy({ to: far.port, seed: 1, longestMs: 800, plan, storms: false });
  proxy.misbehave();
  return proxy;
}

interface Near {
  readonly socket: Socket;
  received: string;
  error: string | undefined;
}

function call({ port }: FaultProxy): Near {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const near: Near = { socket, received: '', error: undefined };
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    near.received += text;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    near.error = error.code;
  });
  atEnd(() => socket.destroy());
  return near;
}

const said = 'abcdefghijklmnopqrstuvwxyz'.repeat(100);

test.each([
  ['as it is', { kind: 'slow' }, {}],
  ['late', { kind: 'slow' }, { latencyMs: 5, jitterMs: 10 }],
  ['in pieces', { kind: 'sliced' }, { sliceBytes: 7 }],
] as const)('lets every byte through, %s', async (_, fault, more) => {
  const far = await startFar();
  const near = call(await spoiled(far, fault, more));
  near.socket.write(said);
  await waitUntil('all is answered', () => near.received.length === said.length);
  expect([far.received, near.received]).toEqual([said, said.toUpperCase()]);
});

test('behaves until it is told otherwise, and again', async () => {
  const far = await startFar();
  const fault = { kind: 'reset', at: { way: 'there', bytes: 0 } } as const;
  const proxy = await spoiled(far, fault);
  proxy.behave();
  const near = call(proxy);
  near.socket.write('a');
  await waitUntil('it is answered', () => near.received === 'A');
  expect(proxy.seen.size).toBe(0);
});

test.each([
  ['there', 'abcd', ''],
  ['back', said, 'ABCD'],
] as const)('resets both after so many bytes %s', async (way, there, back) => {
  const far = await startFar();
  const near = call(await spoiled(far, { kind: 'reset', at: { way, bytes: 4 } }));
  near.socket.write(said);
  await waitUntil('both are reset', () => near.error !== undefined && far.resets === 1);
  expect(near.error).toBe('ECONNRESET');
  expect(there.startsWith(far.received)).toBe(true);
  expect(back.startsWith(near.received)).toBe(true);
});

test('holds back, then lets through, although nobody waits', async () => {
  const far = await startFar();
  const at = { way: 'there', bytes: 3 } as const;
  const near = call(await spoiled(far, { kind: 'blackhole', at, forMs: 300, ends: 'late' }));
  near.socket.write('abcdef');
  await waitUntil('the first bytes are there', () => far.received.startsWith('abc'));
  near.socket.destroy();
  await waitUntil('the others come', () => far.received === 'abcdef');
});

test('holds back, then resets', async () => {
  const far = await startFar();
  const at = { way: 'there', bytes: 0 } as const;
  const near = call(await spoiled(far, { kind: 'blackhole', at, forMs: 100, ends: 'reset' }));
  near.socket.write('abc');
  await waitUntil('it is reset', () => near.error !== undefined);
  expect([near.error, far.received]).toEqual(['ECONNRESET', '']);
});

test('ends one way and leaves the other open', async () => {
  const far = await startFar();
  const near = call(await spoiled(far, { kind: 'half-close', at: { way: 'there', bytes: 3 } }));
  near.socket.write('abcdef');
  await waitUntil('the far side is told and answers', () => far.ends === 1 && near.received === 'ABC');
  expect([far.received, near.error]).toEqual(['abc', undefined]);
});

test('refuses whoever comes, and listens again', async () => {
  const far = await startFar();
  const proxy = await spoiled(far, { kind: 'refused', forMs: 200 });
  const first = call(proxy);
  await waitUntil('the first is reset', () => first.error !== undefined);
  expect(first.error).toBe('ECONNRESET');
  // On a slow machine it may listen again already; then whoever calls makes it refuse once more.
  await waitUntil('a later one is refused', async () => {
    const later = call(proxy);
    await once(later.socket, 'close').catch(() => undefined);
    return later.error === 'ECONNREFUSED';
  });
  proxy.behave();
  await waitUntil('it listens again', async () => {
    const later = call(proxy);
    await once(later.socket, 'connect').catch(() => undefined);
    return later.error === undefined;
  });
});

test('cuts everything in a storm', async () => {
  const far = await startFar();
  const proxy = await startFaultProxy({ to: far.port, seed: 1, longestMs: 800, plan: () => flawless });
  const near = call(proxy);
  near.socket.write('a');
  await waitUntil('it is answered', () => near.received === 'A');
  proxy.misbehave();
  await waitUntil('it is reset', () => near.error === 'ECONNRESET');
  expect(proxy.seen.get('storm')).toBeGreaterThanOrEqual(1);
});
