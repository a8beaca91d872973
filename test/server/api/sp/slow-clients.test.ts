// Clients that take their time: they are cut off, and everybody else is served meanwhile.
import { lengthOf, openSocket, postText, type RawSocket } from '../../../kit/raw-socket.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { expectData } from './expect.ts';

/** As in production, but in a hurry. */
const limits = { headersTimeout: 1_000, requestTimeout: 1_500, connectionsCheckingInterval: 50 };
const server = sharedTestServer({ limits });
const path = '/sp/v1/stock/query';

/** Goes on writing until the other side has had enough. */
function trickle({ socket, closed }: RawSocket): Promise<string> {
  const timer = setInterval(() => socket.write('x'), 20);
  return closed.finally(() => clearInterval(timer));
}

/** What each client does on its connection. @returns what it has received when it is cut off */
const clients: Record<string, (raw: RawSocket, body: string) => Promise<string>> = {
  'says nothing': ({ closed }) => closed,
  'never ends its headers': ({ write, closed }) => {
    write(`POST ${path} HTTP/1.1\r\nHost: test\r\nX-Slow: `);
    return closed;
  },
  'trickles its headers': (raw) => {
    raw.write(`POST ${path} HTTP/1.1\r\nHost: test\r\nX-Slow: `);
    return trickle(raw);
  },
  'never ends its body': ({ write, closed }, body) => {
    write(postText(path, body.slice(0, -1), lengthOf(body)));
    return closed;
  },
  'trickles its body': (raw) => {
    raw.write(postText(path, '', ['Content-Length: 1000']));
    return trickle(raw);
  },
  'trickles on after a refusal': async (raw) => {
    raw.write(postText(path, '{', ['Content-Length: 1000000']));
    expect(await raw.until(/\r\n\r\n\{/)).toMatch(/ 413 /);
    return trickle(raw);
  },
  'trickles to no interface': async (raw) => {
    raw.write(postText('/sp/none', '{', ['Content-Length: 1000']));
    expect(await raw.until(/\r\n\r\n\{/)).toMatch(/400001/);
    return trickle(raw);
  },
};

describe('slow clients', () => {
  it('are cut off while others are served', async () => {
    let open = Object.keys(clients).length;
    const ends = Object.values(clients).map(async (client) => {
      const raw = await openSocket(server().port);
      return client(raw, signedCall({ stock_id: 'test001' })).finally(() => (open -= 1));
    });
    const received = Promise.all(ends);
    while (open > 0) expectData('coupon.receive', await server().claim());
    const [silent, headers, , body] = await received;
    // Whoever only waits is told why.
    for (const told of [silent, headers, body]) expect(told).toMatch(/^HTTP\/1\.1 408 /);
  });
});
