import type { LookupAddress } from 'node:dns';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import {
  CallbackUrlError,
  checkCallbackUrl,
  publicLookup,
  type ResolveAll,
} from '../../../server/delivery/address.ts';

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '119.29.29.29',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '240e::1',
];

const NOT_PUBLIC = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
];

const literal = (address: string) => `https://${isIP(address) === 6 ? `[${address}]` : address}/`;
const answering =
  (...addresses: string[]): ResolveAll =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );

type Answer = { error: Error | null; address: string | LookupAddress[]; family: number | undefined };
const ask = (lookup: ReturnType<typeof publicLookup>, options = {}): Promise<Answer> =>
  new Promise((resolve) => {
    lookup('peer.example', options, (error, address, family) => resolve({ error, address, family }));
  });

describe('checkCallbackUrl', () => {
  const check = (url: string, allowPrivate = false) => checkCallbackUrl(url, { allowPrivate });

  it.each([
    'https://sp.wecar.map.qq.com/openplatform/api/v1/coupon',
    'https://peer.example:8443',
    'https://peer.example:443/',
  ])('accepts %s', (url) => {
    expect(check(url).href).toBe(new URL(url).href);
  });

  it.each([
    ['http://peer.example/', 'must begin with https://'],
    ['ftp://peer.example/', 'must begin with https://'],
    ['peer.example/path', 'is not a URL'],
    ['', 'is not a URL'],
    ['https://user@peer.example/', 'user name or password'],
    ['https://:pass@peer.example/', 'user name or password'],
    ['https://peer.example/?a=1', 'query'],
    ['https://peer.example/?', 'query'],
    ['https://peer.example/#a', 'fragment'],
    ['https://peer.example/#', 'fragment'],
  ])('refuses %j', (url, problem) => {
    expect(() => check(url)).toThrow(CallbackUrlError);
    expect(() => check(url)).toThrow(problem);
  });

  it.each(PUBLIC)('accepts the literal address %s', (address) => {
    expect(() => check(literal(address))).not.toThrow();
  });

  it.each(NOT_PUBLIC)('refuses the literal address %s', (address) => {
    expect(() => check(literal(address))).toThrow('not a public address');
  });

  it.each([
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://１２７.0.0.1/',
  ])('sees through the spelling of %s', (url) => {
    expect(() => check(url)).toThrow('127.0.0.1, which is not a public address');
  });

  it('accepts plain http and loopback where allowed', () => {
    expect(check('http://127.0.0.1:3001/coupon', true).port).toBe('3001');
    expect(() => check('file:///etc/hosts', true)).toThrow(CallbackUrlError);
  });
});

describe('publicLookup', () => {
  const guarded = (...addresses: string[]) => publicLookup({ allowPrivate: false }, answering(...addresses));

  it('hands on the addresses it checked', async () => {
    expect(await ask(guarded('1.1.1.1', '240e::1'), { all: true })).toMatchObject({
      error: null,
      address: [
        { address: '1.1.1.1', family: 4 },
        { address: '240e::1', family: 6 },
      ],
    });
    expect(await ask(guarded('240e::1', '1.1.1.1'))).toEqual({ error: null, address: '240e::1', family: 6 });
  });

  it.each(NOT_PUBLIC)('refuses a name that leads to %s', async (address) => {
    const { error } = await ask(guarded(address), { all: true });
    expect(error).toBeInstanceOf(CallbackUrlError);
  });

  it('refuses all if one is not public', async () => {
    const { error, address } = await ask(guarded('1.1.1.1', '10.0.0.1'), { all: true });
    expect(error?.message).toBe('peer.example leads to 10.0.0.1, which is not a public address');
    expect(address).toEqual([]);
  });

  it('refuses a name that leads nowhere', async () => {
    expect((await ask(guarded())).error).toBeInstanceOf(CallbackUrlError);
  });

  it('passes the error of the resolver on', async () => {
    const error = Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    const lookup = publicLookup({ allowPrivate: false }, (_hostname, _options, callback) =>
      callback(error, []),
    );
    expect((await ask(lookup)).error).toBe(error);
  });

  it('always asks for all, with family kept', async () => {
    const resolve = jest.fn(answering('1.1.1.1'));
    await ask(publicLookup({ allowPrivate: false }, resolve), { family: 4 });
    expect(resolve.mock.calls[0]?.slice(0, 2)).toEqual(['peer.example', { family: 4, all: true }]);
  });

  it('leads a real request where it says', async () => {
    const server = createServer((request, answer) => answer.end(request.headers.host)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const fetchFrom = (allowPrivate: boolean) =>
      new Promise<string>((resolve, reject) => {
        const lookup = publicLookup({ allowPrivate }, answering('127.0.0.1'));
        get({ host: 'peer.example', port, lookup, agent: false }, (answer) => {
          answer.setEncoding('utf8').once('data', resolve);
        }).once('error', reject);
      });
    try {
      await expect(fetchFrom(true)).resolves.toBe(`peer.example:${port}`);
      await expect(fetchFrom(false)).rejects.toThrow(CallbackUrlError);
    } finally {
      server.close();
    }
  });
});
