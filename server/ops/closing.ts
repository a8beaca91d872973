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
  /** From now on requests wait: who waits for an answer does not connect again. */
  hold(): void;
  /** Answers those that waited, and all that come. */
  release(): void;
  /** Requests that are being answered and were not made to wait. */
  readonly busy: () => number;
};

/** To be called when the server has its request listeners and does not listen yet: what it has not seen it can neither mark nor hold. */
export function markClosing(server: Server): Closing {
  const answers = new Set<ServerResponse>();
  const silent = new Set<Socket>();
  const held: [IncomingMessage, ServerResponse][] = [];
  let closing = false;
  let holding = false;

  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  // Instead of the listeners that are there: they get the request from here, at once or after it was held.
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  const pass = (request: IncomingMessage, answer: ServerResponse) => {
    for (const listener of listeners) listener.call(server, request, answer);
  };
  // One function for all of them rather than one for each: this runs for every request.
  function forget(this: ServerResponse): void {
    answers.delete(this);
  }
  server.on('request', (request: IncomingMessage, answer: ServerResponse) => {
    silent.delete(request.socket);
    answers.add(answer);
    answer.on('close', forget);
    if (closing) mark(answer);
    if (holding) held.push([request, answer]);
    else pass(request, answer);
  });

  return {
    begin() {
      closing = true;
      for (const answer of answers) mark(answer);
    },
    answers,
    silent,
    hold() {
      holding = true;
    },
    release() {
      holding = false;
      // Whoever hung up meanwhile is not there to be answered.
      for (const [request, answer] of held.splice(0)) if (answers.has(answer)) pass(request, answer);
    },
    busy: () => answers.size - held.filter(([, answer]) => answers.has(answer)).length,
  };
}

function mark(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('Connection', 'close');
}
