import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { markClosing } from '../../../server/ops/closing.ts';
import { type DrainPhase, drainServer } from '../../../server/ops/drain.ts';
import { startLoad } from './load.ts';

const REQUEST = 'GET / HTTP/1.1\r\nHost: test\r\n\r\n';
const BODY = 'x'.repeat(2_000);

async function listen(listener: RequestListener) {
  const server = createServer(listener);
  const closing = markClosing(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, closing, port: (server.address() as AddressInfo).port };
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  return socket;
}

async function ask(socket: Socket): Promise<string> {
  socket.write(REQUEST);
  const [text] = await once(socket, 'data');
  return text;
}

/** A server whose answers wait until they are let go. */
async function listenHolding() {
  const held: (() => void)[] = [];
  const all = await listen((_request, answer) => held.push(() => answer.end('late')));
  return { ...all, held };
}

const nextRequest = (server: Server) => once(server, 'request');

describe('drainServer', () => {
  it('resets no client under keep-alive load', async () => {
    const { server, closing, port } = await listen((_request, answer) => {
      setTimeout(() => answer.end(BODY), 3);
    });
    const load = startLoad(port, 24, 4);
    while (load.answered < 200) await nextRequest(server);
    expect(load.toldToClose).toBe(0);
    await drainServer(server, { graceMs: 100, timeoutMs: 5_000, closing });
    await load.done;
    expect(load.failures).toEqual([]);
    expect(load.toldToClose).toBeGreaterThan(24);
  });

  it('resets nobody without a grace period', async () => {
    const { server, closing, port } = await listen((_request, answer) => {
      setTimeout(() => answer.end(BODY), 3);
    });
    const load = startLoad(port, 24, 4);
    while (load.answered < 200) await nextRequest(server);
    await drainServer(server, { graceMs: 0, timeoutMs: 5_000, closing });
    await load.done;
    expect(load.failures).toEqual([]);
  });

  it('tells of its phases in order', async () => {
    const { server, closing } = await listen((_request, answer) => answer.end());
    const phases: DrainPhase[] = [];
    await drainServer(server, {
      graceMs: 0,
      timeoutMs: 1_000,
      closing,
      onPhase: (phase) => phases.push(phase),
    });
    expect(phases).toEqual(['grace', 'stopped', 'closed']);
  });

  it('accepts connections during the grace period', async () => {
    const { server, closing, port } = await listen((_request, answer) => answer.end(BODY));
    const drained = drainServer(server, { graceMs: 200, timeoutMs: 1_000, closing });
    expect(await ask(await open(port))).toMatch(/connection: close/i);
    await drained;
    await expect(open(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('marks answers that were already under way', async () => {
    const { server, closing, port, held } = await listenHolding();
    const socket = await open(port);
    const answer = ask(socket);
    await nextRequest(server);
    const drained = drainServer(server, { graceMs: 0, timeoutMs: 5_000, closing });
    held[0]?.();
    expect(await answer).toMatch(/connection: close[\s\S]*late$/i);
    await drained;
  });

  it('lets a request finish after listening stopped', async () => {
    const { server, closing, port, held } = await listenHolding();
    const socket = await open(port);
    const answer = ask(socket);
    await nextRequest(server);
    const onPhase = (phase: DrainPhase) => {
      if (phase === 'stopped') held[0]?.();
    };
    await drainServer(server, { graceMs: 0, timeoutMs: 5_000, closing, onPhase });
    expect(await answer).toContain('late');
  });

  it('serves idle connections while others finish', async () => {
    const { server, closing, port, held } = await listenHolding();
    const [busy, idle] = [await open(port), await open(port)];
    const first = ask(idle);
    await nextRequest(server);
    held[0]?.();
    expect(await first).toContain('late');
    const slow = ask(busy);
    await nextRequest(server);
    let second: Promise<string> | undefined;
    const onPhase = (phase: DrainPhase) => {
      if (phase !== 'stopped') return;
      server.once('request', () => {
        held[2]?.();
        held[1]?.();
      });
      second = ask(idle);
    };
    await drainServer(server, { graceMs: 0, timeoutMs: 5_000, closing, onPhase });
    expect(await second).toMatch(/connection: close/i);
    expect(await slow).toContain('late');
  });

  it('closes idle connections when requests are done', async () => {
    const { server, closing, port, held } = await listenHolding();
    const [busy, idle] = [await open(port), await open(port)];
    const first = ask(idle);
    await nextRequest(server);
    held[0]?.();
    await first;
    const slow = ask(busy);
    await nextRequest(server);
    const phases: DrainPhase[] = [];
    const onPhase = (phase: DrainPhase) => {
      phases.push(phase);
      if (phase === 'stopped') setImmediate(() => held[1]?.());
    };
    await drainServer(server, { graceMs: 0, timeoutMs: 4_000, closing, onPhase });
    expect(await slow).toContain('late');
    expect(phases).toEqual(['grace', 'stopped', 'closed']);
  });

  it('cuts off what takes too long', async () => {
    const { server, closing, port } = await listenHolding();
    const socket = await open(port);
    socket.on('error', () => {});
    socket.write(REQUEST);
    await nextRequest(server);
    const phases: DrainPhase[] = [];
    await drainServer(server, { graceMs: 0, timeoutMs: 50, closing, onPhase: (phase) => phases.push(phase) });
    expect(phases).toEqual(['grace', 'stopped', 'cut', 'closed']);
  });

  it('does not wait for connections that stay silent', async () => {
    const { server, closing, port } = await listen((_request, answer) => answer.end());
    const socket = await open(port);
    const phases: DrainPhase[] = [];
    await drainServer(server, {
      graceMs: 0,
      timeoutMs: 20_000,
      closing,
      onPhase: (phase) => phases.push(phase),
    });
    expect(phases).not.toContain('cut');
    socket.destroy();
  });
});
