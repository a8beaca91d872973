import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { classify } from '../../../server/delivery/outcome.ts';
import { createTransport } from '../../../server/delivery/transport.ts';
import { atEnd } from '../../kit/at-end.ts';
import { type Sink, startSink } from './sink.ts';

let sink: Sink;
let transport: ReturnType<typeof createTransport>;
beforeEach(async () => {
  sink = await startSink();
  transport = createTransport({ concurrency: 4, timeoutMs: 300, allowPrivate: true });
});
afterEach(async () => {
  transport.close();
  await sink.close();
});

/** A bare TCP server, for what an HTTP server would never do. Whatever it holds is let go after the test: it may never hear that the other side did. */
async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    onConnection(socket);
  });
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

it('posts the very bytes of the body', async () => {
  const body = '{"stock_name":"代驾10元代金券"}';
  expect(await transport.send(`${sink.url}/stock/rsync`, body)).toEqual({
    kind: 'answered',
    httpStatus: 200,
    body: '{"code":0,"message":"successful"}',
  });
  expect(sink.received).toMatchObject([{ path: '/stock/rsync', body }]);
});

it('uses its connections again', async () => {
  for (let n = 0; n < 3; n += 1) await transport.send(sink.url, '{}');
  expect(new Set(sink.received.map(({ port }) => port)).size).toBe(1);
});

it('knows that a refused connection delivered nothing', async () => {
  const { server, port } = await listen(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const result = await transport.send(`http://127.0.0.1:${port}`, '{}');
  expect(result).toMatchObject({ kind: 'failed', sent: false });
  expect(classify(result)).toMatchObject({ kind: 'retry', unreachable: true });
});

it('knows that a failed look-up delivered nothing', async () => {
  const result = await transport.send('http://no-such-host.invalid/', '{}');
  expect(result).toMatchObject({ kind: 'failed', sent: false });
});

it('knows that an unfinished TLS handshake delivered nothing', async () => {
  const { port } = await listen((socket) => void socket.on('error', () => undefined));
  const result = await transport.send(`https://127.0.0.1:${port}`, '{}');
  expect(result).toEqual({ kind: 'failed', sent: false, error: 'no answer within 300 ms' });
});

it('knows that half a body delivered nothing', async () => {
  const { port } = await listen((socket) => {
    socket.on('error', () => undefined);
    socket.pause();
  });
  const result = await transport.send(`http://127.0.0.1:${port}`, 'x'.repeat(20_000_000));
  expect(result).toMatchObject({ kind: 'failed', sent: false });
});

it('cannot tell what became of a time-out', async () => {
  sink.answer = () => undefined;
  const result = await transport.send(sink.url, '{}');
  expect(result).toEqual({ kind: 'failed', sent: true, error: 'no answer within 300 ms' });
  expect(classify(result)).toMatchObject({ kind: 'ambiguous', unreachable: true });
});

it('bounds an answer that comes in drops', async () => {
  sink.answer = (response) => {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  };
  expect(await transport.send(sink.url, '{}')).toMatchObject({ kind: 'failed', sent: true });
});

it('cannot tell what became of a reset call', async () => {
  sink.answer = (_, request) => request.socket.resetAndDestroy();
  const result = await transport.send(sink.url, '{}');
  expect(result).toMatchObject({ kind: 'failed', sent: true });
});

it('cannot tell what became of half an answer', async () => {
  sink.answer = (response, request) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"code":0');
    setImmediate(() => request.socket.destroy());
  };
  expect(await transport.send(sink.url, '{}')).toMatchObject({ kind: 'failed', sent: true });
});

it('follows no redirect', async () => {
  sink.answer = (response) => response.writeHead(307, { location: `${sink.url}/elsewhere` }).end();
  const result = await transport.send(sink.url, '{}');
  expect(classify(result)).toMatchObject({ kind: 'permanent', httpStatus: 307 });
  expect(sink.received).toHaveLength(1);
});

it('reads no more than 64 KB of an answer', async () => {
  const ended = new Promise<void>((resolve) => {
    sink.answer = (response) => {
      // It would go on for ever.
      const more = () => {
        if (response.destroyed) resolve();
        else response.write('x'.repeat(100_000), () => setImmediate(more));
      };
      response.write('{"code":0,"message":"');
      more();
    };
  });
  const result = await transport.send(sink.url, '{}');
  expect(result.kind === 'answered' && result.body.length).toBe(64 * 1024);
  expect(classify(result).kind).toBe('ambiguous');
  await ended;
});

it('refuses addresses inside our own network', async () => {
  const strict = createTransport({ concurrency: 1, timeoutMs: 300, allowPrivate: false });
  expect(await strict.send(sink.url, '{}')).toMatchObject({ kind: 'refused' });
  expect(await strict.send('https://127.0.0.1/', '{}')).toMatchObject({ kind: 'refused' });
  expect(await strict.send('https://localhost/', '{}')).toMatchObject({ kind: 'failed', sent: false });
  expect(sink.received).toEqual([]);
  strict.close();
});
