// Raw keep-alive clients for the drain tests: they see what an HTTP library would hide by trying again.
import { connect, type Socket } from 'node:net';

const REQUEST = 'GET / HTTP/1.1\r\nHost: test\r\n\r\n';

export type Load = {
  /** Whole answers, and how many of them said that the connection closes. */
  answered: number;
  toldToClose: number;
  /** What must not happen: resets, and answers that were missing or cut short. */
  readonly failures: string[];
  /** Resolves when every client was refused a connection, or failed. */
  readonly done: Promise<unknown>;
};

/** Each client asks, thinks for a moment and asks again, on the same connection for as long as it may. */
export function startLoad(port: number, clients: number, thinkMs: number): Load {
  const failures: string[] = [];
  const all = Array.from({ length: clients }, () => runClient());
  const load: Load = { answered: 0, toldToClose: 0, failures, done: Promise.all(all) };
  return load;

  async function runClient(): Promise<void> {
    // Begins in a timer as every later request does: the server's turn comes after all of them.
    await think();
    for (;;) {
      const end = await talk();
      if (end === 'refused') return;
      if (end !== 'closed') {
        failures.push(end);
        return;
      }
    }
  }

  function think(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, thinkMs * (0.5 + Math.random())));
  }

  /** One connection, until it is closed. */
  function talk(): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let waiting = true;
      let received = '';
      socket.setEncoding('utf8');
      socket.once('connect', () => socket.write(REQUEST));
      socket.on('data', (text: string) => {
        received += text;
        const answer = wholeAnswer(received);
        if (!answer) return;
        received = '';
        waiting = false;
        load.answered++;
        if (answer.closes) {
          load.toldToClose++;
          void think().then(() => socket.end());
        } else void think().then(() => ask(socket));
      });
      socket.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'ECONNREFUSED' ? 'refused' : (error.code ?? error.message));
      });
      socket.once('close', () =>
        resolve(waiting ? `closed with ${received.length} characters of an answer` : 'closed'),
      );

      function ask(on: Socket): void {
        if (on.readyState !== 'open') return;
        waiting = true;
        on.write(REQUEST);
      }
    });
  }
}

function wholeAnswer(text: string): { closes: boolean } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end).toLowerCase();
  const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
  return text.length >= end + 4 + length ? { closes: head.includes('connection: close') } : undefined;
}
