// Connections that behave oddly or badly, seen from the socket.
import { once } from 'node:events';
import { logLines } from '../../../kit/log-lines.ts';
import { lengthOf, openSocket, postText } from '../../../kit/raw-socket.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { expectData } from './expect.ts';

const lines = logLines('info');
const server = sharedTestServer({ log: lines.log });
const open = () => openSocket(server().port);
const path = '/sp/v1/stock/query';
const body = () => signedCall({ stock_id: 'test001' });
const ok = /"code":0,[\s\S]*"stock_id":"test001"/;

afterEach(async () => {
  expectData('coupon.receive', await server().claim());
});

describe('a client that leaves', () => {
  it('in the middle of its body is not waited for', async () => {
    const { socket, write } = await open();
    write(postText(path, '{"stock_id"', ['Content-Length: 100']));
    socket.end();
    expect(await lines.line(/body: ended early/)).toMatchObject({
      resultCode: 400000,
      interface: 'stock.query',
    });
  });

  it('before its answer harms nobody', async () => {
    const claim = { app_channel_id: 1, user_code: 'gone', stock_id: 'test001', request_id: 'gone' };
    const { socket, write } = await open();
    write(postText('/sp/v1/coupon/receive', signedCall(claim)));
    socket.destroy();
    expectData('coupon.receive', await server().claim(claim));
  });
});

describe('one connection', () => {
  it('answers pipelined requests in their order', async () => {
    const { socket, write, until } = await open();
    const claim = signedCall({
      app_channel_id: 1,
      user_code: 'pipe',
      stock_id: 'test001',
      request_id: 'pipe',
    });
    const calls = [
      postText('/sp/v1/coupon/receive', claim),
      postText(path, body()),
      postText(path, 'nonsense'),
      postText('/sp/none', '{}'),
      postText(path, body()),
    ];
    write(calls.join(''));
    const answers = await until(/("code":[\s\S]*){5}/);
    socket.destroy();
    const codes = [...answers.matchAll(/"code":(\d+)/g)].map(([, code]) => Number(code));
    expect(codes).toEqual([0, 0, 400000, 400001, 0]);
  });

  it('goes on after a body that was too large', async () => {
    const { write, until } = await open();
    write(postText(path, 'x'.repeat(100_000)));
    await until(/ 413 /);
    write(postText(path, body()));
    await until(ok);
  });

  it('may send megabytes before it reads', async () => {
    const { socket, until } = await open();
    socket.pause();
    socket.write(postText(path, 'x'.repeat(30_000_000)));
    await once(socket, 'drain');
    socket.resume();
    await until(/ 413 [\s\S]*is larger than/);
  });

  it('may expect a 100 before its body', async () => {
    const { write, until } = await open();
    const text = body();
    write(postText(path, '', [...lengthOf(text), 'Expect: 100-continue']));
    await until(/^HTTP\/1\.1 100 /);
    write(text);
    await until(ok);
  });

  it('may send its body in chunks of a byte', async () => {
    const { write, until } = await open();
    const bytes = [...Buffer.from(body())];
    const chunks = bytes.map((byte) => `1\r\n${String.fromCharCode(byte)}\r\n`).join('');
    write(postText(path, `${chunks}0\r\n\r\n`, ['Transfer-Encoding: chunked']));
    await until(ok);
  });

  it('may speak HTTP/1.0', async () => {
    const { write, closed } = await open();
    write(postText(path, body()).replace('HTTP/1.1', 'HTTP/1.0'));
    expect(await closed).toMatch(ok);
  });
});
