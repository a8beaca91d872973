// Watches a server's connections and answers, so that clients can be told in time that theirs is about to close.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type Closing = {
  /** From now on every answer that has not begun says `Connection: close`. */
  begin(): void;
  /** Requests that are being answered. */
  readonly answers: ReadonlySet<ServerResponse>;
  /** Connections that have not asked for anything yet. */
  readonly silent: ReadonlySet<Socket>;
};

/** To be called before the server listens: what it has not seen it cannot mark. */
export function markClosing(server: Server): Closing {
  const answers = new Set<ServerResponse>();
  const silent = new Set<Socket>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  // First of all listeners, as the others may answer at once.
  server.prependListener('request', (request: IncomingMessage, answer: ServerResponse) => {
    silent.delete(request.socket);
    answers.add(answer);
    answer.once('close', () => answers.delete(answer));
    if (closing) mark(answer);
  });

  return {
    begin() {
      closing = true;
      for (const answer of answers) mark(answer);
    },
    answers,
    silent,
  };
}

function mark(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('Connection', 'close');
}
