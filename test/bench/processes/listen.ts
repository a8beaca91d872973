// How the processes of a benchmark say where they listen.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export function listenAndSay(handler: RequestListener): void {
  const server = createServer(handler);
  server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
}
