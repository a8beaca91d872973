// Callers who come back as fast as they are answered, and note how each call ended.
import { type Agent, request } from 'node:http';

/** Nobody here takes that long; who hears nothing for so long was forgotten. */
const silenceMs = 5_000;

/** Comes back as soon as it is answered, on a new connection where the old one was closed, until nobody listens. */
export async function askUntilRefused(agent: Agent, port: number, outcomes: string[]): Promise<void> {
  let outcome = '';
  while (outcome === '' || outcome === '200') {
    outcome = await ask(agent, port);
    outcomes.push(outcome);
  }
}

/** @returns the status, or the code of the error */
export function ask(agent: Agent | false, port: number, path = '/livez'): Promise<string> {
  return new Promise((resolve) => {
    const asked = request({ agent, port, host: '127.0.0.1', path }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(String(answer.statusCode)));
      answer.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    asked.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.setTimeout(silenceMs, () => {
      resolve('silence');
      asked.destroy();
    });
    asked.end();
  });
}
