// A network between us and PostgreSQL that a test can break: what is said is swallowed, held back, or changed on the way.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { atEnd } from '../at-end.ts';

export interface BrokenNetwork {
  /** The server's URL, by way of here. */
  readonly url: string;
  /** Connections stay open and new ones are taken, but nothing comes through any more, in either direction. */
  swallow(): void;
  /** What the server says is kept, also that it hangs up … */
  hold(): void;
  /** … until now, when all that it said on a connection arrives as one piece. */
  letGo(): void;
  /** Everything comes through again, on new connections; those that lost something are cut. */
  heal(): void;
  /** What we say is changed on the way; the length has to stay. */
  change(said: (text: string) => string): void;
}

interface Link {
  readonly near: Socket;
  readonly far: Socket;
  kept: Buffer[];
  ended: boolean;
}

/** Closed after the test. @param url of the server itself */
export async function startProxy(url: string): Promise<BrokenNetwork> {
  const { hostname, port } = new URL(url);
  const links = new Set<Link>();
  let mode: 'pass' | 'swallow' | 'hold' = 'pass';
  let changed = (text: string) => text;

  const server = createServer((near) => {
    const link: Link = { near, far: connect(Number(port), hostname), kept: [], ended: false };
    links.add(link);
    near.on('data', (bytes: Buffer) => {
      if (mode !== 'swallow') link.far.write(Buffer.from(changed(bytes.toString('latin1')), 'latin1'));
    });
    link.far.on('data', (bytes: Buffer) => {
      if (mode === 'pass') near.write(bytes);
      if (mode === 'hold') link.kept.push(bytes);
    });
    link.far.on('close', () => {
      link.ended = true;
      if (mode === 'pass') near.end();
    });
    near.on('close', () => {
      link.far.destroy();
      links.delete(link);
    });
    // Being cut is what it is for.
    for (const socket of [near, link.far]) socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = new URL(url);
  own.port = String((server.address() as AddressInfo).port);

  function cutAll(): void {
    for (const { near } of links) near.destroy();
  }

  function letGo(): void {
    mode = 'pass';
    for (const link of links) {
      link.near.write(Buffer.concat(link.kept.splice(0)));
      if (link.ended) link.near.end();
    }
  }

  atEnd(() => {
    cutAll();
    server.close();
  });
  return {
    url: own.href,
    swallow: () => {
      mode = 'swallow';
    },
    hold: () => {
      mode = 'hold';
    },
    letGo,
    heal() {
      mode = 'pass';
      cutAll();
    },
    change: (said) => {
      changed = said;
    },
  };
}
