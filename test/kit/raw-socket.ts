// A connection on which a test writes whatever bytes it likes, whenever it likes.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawSocket {
  readonly socket: Socket;
  write(text: string | Buffer): void;
  /** Resolves with everything received so far, as soon as that matches. @throws when the connection ends before */
  until(pattern: RegExp): Promise<string>;
  /** Resolves with everything received, when the other side has closed. */
  readonly closed: Promise<string>;
}

export async function openSocket(port: number): Promise<RawSocket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  let received = '';
  let look = () => {};
  socket.on('data', (text: string) => {
    received += text;
    look();
  });
  // A reset is an end like another: what counts is what was received before.
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  return {
    socket,
    closed,
    write: (text) => void socket.write(text),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (pattern.test(received)) resolve(received);
        };
        look();
        void closed.then(() => reject(new Error(`closed after: ${received}`)));
      }),
  };
}

/** A POST as it goes over the wire; the headers may say something else than the body. */
export function postText(path: string, body: string, headers: readonly string[] = lengthOf(body)): string {
  return [`POST ${path} HTTP/1.1`, 'Host: test', 'Content-Type: application/json', ...headers, '', body].join(
    '\r\n',
  );
}

export const lengthOf = (body: string): string[] => [`Content-Length: ${Buffer.byteLength(body)}`];
