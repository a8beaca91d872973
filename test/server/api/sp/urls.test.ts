// Requests that are no call of an interface: other methods, other paths (sp §4).
import { sharedTestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const body = () => signedCall({ stock_id: 'test001' });

afterEach(async () => {
  expectData('coupon.receive', await server().claim());
});

describe('another method', () => {
  const paths = ['stock/query', 'coupon/receive', 'coupon/deactivate', 'coupon/batch-deactivate'];
  const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'];

  it.each(methods)('%s is told to be POST', async (method) => {
    for (const path of paths) {
      const sent = method === 'GET' || method === 'TRACE' ? {} : { body: body() };
      expectRefusal(await server().send(method, `/sp/v1/${path}`, sent), 400002, /POST/);
    }
  });

  it('HEAD gets no body', async () => {
    const answer = await server().send('HEAD', '/sp/v1/stock/query');
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('cannot be overridden by a header', async () => {
    const headers = { 'x-http-method-override': 'POST' };
    expectRefusal(
      await server().send('PUT', '/sp/v1/stock/query', { headers, body: body() }),
      400002,
      /POST/,
    );
  });
});

describe('another path below /sp', () => {
  const paths = [
    ...['/sp', '/sp/', '/sp/v1', '/sp/v2/stock/query', '/sp/v1/stock/query/', '/sp/v1/stock/query/x'],
    ...['/sp/v1/Stock/query', '/sp//v1/stock/query', '/sp/v1/stock%2fquery', '/sp/v1/stock/query%00'],
    ...[
      '/sp/v1/../v1/stock/query',
      '/sp/../../etc/passwd',
      '/sp/%2e%2e/%2e%2e/etc/passwd',
      '/sp/%zz',
      '/sp/%',
    ],
    // What we call at Tencent is nothing that can be called here.
    ...['/sp/stock/rsync', '/sp/v1/stock/rsync'],
    `/sp/${'x'.repeat(4_000)}`,
  ];

  it.each(paths)('%s is no interface', async (path) => {
    for (const method of ['POST', 'GET']) {
      const sent = method === 'POST' ? { body: body() } : {};
      expectRefusal(await server().send(method, path, sent), 400001, /^no such interface$/);
    }
  });
});

describe('a path elsewhere', () => {
  const paths = [
    '/',
    '/spx',
    '/SP/v1/stock/query',
    '/%zz',
    '/..%2f..%2fetc/passwd',
    '//sp',
    '/stock/rsync',
    '/?a=%zz',
  ];

  it.each(paths)('%s is not found', async (path) => {
    for (const method of ['POST', 'GET']) {
      const sent = method === 'POST' ? { body: body() } : {};
      expectRefusal(await server().send(method, path, sent), 400001, /^no such interface$/, 404);
    }
  });
});

describe('a query string', () => {
  it.each(['?', '?a=1', '?a=1&a=2', '?__proto__[x]=1', '?a=%zz', `?${'x'.repeat(4_000)}`])(
    '%s changes nothing',
    async (query) => {
      const answer = await server().send('POST', `/sp/v1/stock/query${query}`, { body: body() });
      expectData('stock.query', answer);
    },
  );
});
