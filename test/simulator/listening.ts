// An HTTP server of the other side: how it begins and how it ends.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Cuts off whoever is still connected. Safe to call twice. */
  close(): Promise<void>;
}

/** @param port 0: any free one @throws where it is taken */
export async function listenOn(
  answer: RequestListener,
  port: number,
  host = '127.0.0.1',
): Promise<Listening> {
  const server = createServer(answer);
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    port: bound,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
