// A caller's connection on a plain socket: it sees what an HTTP library would hide by trying again.
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** `nobody`: no server listens. Otherwise, in words, what must not happen: a reset, or a request without a whole answer. */
export type Reply = Answer | 'nobody' | { readonly broken: string };

export interface Line {
  /** On the same connection for as long as the server lets it; one at a time. */
  post(path: string, body: string): Promise<Reply>;
  hangUp(): void;
}

export const isAnswer = (reply: Reply): reply is Answer => typeof reply === 'object' && 'status' in reply;

export function openLine(port: number): Line {
  let socket: Socket | undefined;
  /** What was wrong with a connection while nobody waited on it. */
  let fault: string | undefined;

  /** One that is closed between two requests is opened again: that is the server's right. */
  function dial(): Promise<Socket | 'nobody' | string> {
    if (socket !== undefined) return Promise.resolve(socket);
    return new Promise((resolve) => {
      const dialled = connect({ port, host: '127.0.0.1', noDelay: true });
      dialled.setEncoding('utf8');
      dialled.once('connect', () => {
        socket = dialled;
        resolve(dialled);
      });
      dialled.on('error', (error: NodeJS.ErrnoException) => {
        const { code = error.message } = error;
        if (socket === dialled) fault ??= code;
        resolve(code === 'ECONNREFUSED' ? 'nobody' : `${code} while connecting`);
      });
      dialled.once('close', () => {
        if (socket === dialled) socket = undefined;
      });
    });
  }

  function ask(on: Socket, request: string): Promise<Reply> {
    return new Promise((resolve) => {
      let received = '';
      const done = (reply: Reply) => {
        on.off('data', take);
        on.off('close', lost);
        resolve(reply);
      };
      const take = (text: string) => {
        received += text;
        const answer = wholeAnswer(received);
        if (answer === undefined) return;
        if (/^connection: close$/im.test(answer.head)) {
          socket = undefined;
          on.end();
        }
        done(answer);
      };
      const lost = () => done({ broken: `${fault ?? 'closed'} after ${received.length} characters` });
      on.on('data', take);
      on.once('close', lost);
      on.write(request);
    });
  }

  return {
    async post(path, body) {
      const on = await dial();
      if (on === 'nobody') return on;
      if (typeof on === 'string') return { broken: on };
      const head = `POST ${path} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n`;
      return ask(on, `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    },
    hangUp: () => socket?.destroy(),
  };
}

function wholeAnswer(text: string): Answer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
  return Buffer.byteLength(body) >= length ? { status: Number(head.slice(9, 12)), head, body } : undefined;
}
