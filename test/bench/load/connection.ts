// A keep-alive connection on a plain socket. It does as little as possible for each request, so that the load generator is never what
// limits the server under test.
import { connect, type Socket } from 'node:net';

export interface Connection {
  /** Sends a whole request, head and body; one at a time. @returns the whole answer, or what came of it before the connection broke */
  exchange(request: Buffer): Promise<string>;
  close(): void;
}

export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () => {
      socket.off('error', reject);
      resolve(onSocket(socket));
    });
    socket.once('error', reject);
  });
}

function onSocket(socket: Socket): Connection {
  let received = '';
  let done: ((answer: string) => void) | undefined;
  const finish = () => {
    const answer = received;
    received = '';
    const resolve = done;
    done = undefined;
    resolve?.(answer);
  };
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    if (isWhole(received)) finish();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', finish);
  return {
    exchange: (request) =>
      new Promise((resolve) => {
        if (socket.destroyed) return resolve('');
        done = resolve;
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** All servers that are measured send a Content-Length. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: *(\d+)/i.exec(text.slice(0, head))?.[1];
  return text.length >= head + 4 + Number(length ?? 0);
}
