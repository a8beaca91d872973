// Connections of those who know HTTP too well, seen from the socket.
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import { lengthOf, openSocket, postText } from '../kit/raw-socket.ts';
import { sharedTestServer } from '../kit/server.ts';
import { signedCall } from '../kit/signed.ts';
import { expectData } from '../server/api/sp/expect.ts';
import { ambiguousRequests, oddTargets } from './requests.ts';

const server = sharedTestServer();
const path = spInterfaces['stock.query'].path;
const open = () => openSocket(server().port);
const query = () => signedCall({ stock_id: 'test001' });
const ok = /"code":0,[\s\S]*"stock_id":"test001"/;

/** A claim that nobody may get by hiding it. */
const hidden = (user = 'smuggled') => {
  const claim = { app_channel_id: 1, user_code: user, stock_id: 'test001', request_id: user };
  return postText(spInterfaces['coupon.receive'].path, signedCall(claim));
};
const smuggled = () =>
  server().context.database.read.all("SELECT * FROM coupon WHERE user_code = 'smuggled'");
const answersIn = (text: string): string[] => text.match(/HTTP\/1\.1 \d+/g) ?? [];

afterEach(async () => {
  expectData('coupon.receive', await server().claim());
});

describe('a request that two parsers could read differently', () => {
  it.each(Object.keys(ambiguousRequests('')))('is refused, and hides nothing: %s', async (name) => {
    const { socket, write, closed } = await open();
    write(ambiguousRequests(hidden())[name] ?? '');
    socket.end();
    const received = await closed;
    expect(answersIn(received)).toEqual(['HTTP/1.1 400']);
    expect(received).not.toMatch(/coupon_id/);
    expect(await smuggled()).toEqual([]);
  });

  it('would hide a claim where it is pipelined openly', async () => {
    const { socket, write, closed } = await open();
    write(postText(path, query()) + hidden('openly'));
    socket.end();
    expect(answersIn(await closed)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  });
});

describe('a target', () => {
  it('may be absolute, and then only its path counts', async () => {
    const { write, until } = await open();
    write(postText(`http://elsewhere.example${path}`, query()));
    await until(ok);
  });

  it.each(oddTargets)('that is no path of ours is refused in our words: %j', async (target) => {
    for (const method of ['POST', 'GET', 'OPTIONS']) {
      const { socket, write, closed } = await open();
      write(Buffer.from(postText(target, '{}').replace('POST', method), 'latin1'));
      socket.end();
      const received = await closed;
      expect(received).toMatch(/^HTTP\/1\.1 (200|400|404) /);
      // Ours, or the parser's, which says nothing at all.
      expect(received).toMatch(/"code":|"status":|400 Bad Request\r\nConnection: close\r\n\r\n$/);
      expect(received).not.toMatch(/<html|<pre|Cannot |\.ts\b/i);
    }
  });

  it('of a tunnel gets none', async () => {
    const { write, closed } = await open();
    write(`CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n`);
    expect(await closed).not.toMatch(/ 200 /);
  });

  it('is asked over HTTP whatever else is offered', async () => {
    const { write, until } = await open();
    const text = query();
    write(postText(path, text, [...lengthOf(text), 'Connection: Upgrade', 'Upgrade: websocket']));
    await until(ok);
  });
});

describe('a Host', () => {
  it('has to be there', async () => {
    const { write, closed } = await open();
    write(postText(path, '{}').replace('Host: test\r\n', ''));
    expect(await closed).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each([
    ['twice', ['Host: other']],
    ['in forms of others', ['X-Forwarded-Host: evil', 'Forwarded: host=evil', 'X-Host: evil']],
    ['in another path', ['X-Original-URL: /metrics', 'X-Rewrite-URL: /metrics']],
  ])('decides nothing: %s', async (_, headers) => {
    const { write, until } = await open();
    const text = query();
    write(postText(path, text, [...lengthOf(text), ...headers]));
    expect(await until(ok)).not.toMatch(/evil|other/);
  });
});

describe('too much', () => {
  it.each([
    ['one header of 9 KB', [`X-Big: ${'x'.repeat(9_000)}`]],
    ['a header name of 9 KB', [`X-${'x'.repeat(9_000)}: 1`]],
    ['thousands of headers', Array.from({ length: 3_000 }, (_, n) => `X-${n}: ${n}`)],
    ['thousands of the same', Array.from({ length: 3_000 }, () => 'Cookie: a=b')],
    ['a path of 9 KB', []],
  ])('is refused: %s', async (what, headers) => {
    const { write, closed } = await open();
    const target = what.startsWith('a path') ? `/sp/${'x'.repeat(9_000)}` : path;
    write(postText(target, '{}', [...lengthOf('{}'), ...headers]));
    expect(await closed).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    ['a megabyte in one chunk', `100000\r\n${'x'.repeat(0x100000)}\r\n0\r\n\r\n`],
    ['seventeen thousand chunks of a byte', `${'1\r\nx\r\n'.repeat(17_000)}0\r\n\r\n`],
    ['a chunk that names all memory', `FFFFFFFFFFFFFFF\r\n${'x'.repeat(20_000)}`],
    ['a chunk extension without end', `1;${'x'.repeat(40_000)}\r\nx\r\n0\r\n\r\n`],
    ['an extension for each of many chunks', `${`1;${'x'.repeat(200)}\r\nx\r\n`.repeat(200)}0\r\n\r\n`],
  ])('is refused in chunks: %s', async (_, body) => {
    const { socket, write, until } = await open();
    write(postText(path, body, ['Transfer-Encoding: chunked']));
    expect(await until(/^HTTP\/1\.1 4\d\d /)).toMatch(/^HTTP\/1\.1 (400|413) /);
    socket.destroy();
  });

  it('is refused behind the last chunk, too', async () => {
    const { write, closed } = await open();
    const trailer = `X-Big: ${'x'.repeat(9_000)}`;
    write(postText(path, `0\r\n${trailer}\r\n\r\n`, ['Transfer-Encoding: chunked']));
    expect(await closed).toMatch(/^HTTP\/1\.1 4(00|31) /);
  });
});
