// The lives of a server that dies again and again: while one is under way, the next is being loaded.
import { type ServerProcess, startProcess } from '../kit/process.ts';

export interface Lives {
  /** The next life, when it listens. */
  next(): Promise<ServerProcess>;
  /** Ends the life that is under way, and the one that nobody will live. */
  end(): Promise<void>;
}

interface Held {
  begin(): void;
  dismiss(): void;
  readonly server: Promise<ServerProcess>;
}

/** @param program below the project's folder */
export function serverLives(program: string, env: NodeJS.ProcessEnv): Lives {
  let held = holdServer(program, env);
  let living: ServerProcess | undefined;
  let ended = false;
  return {
    async next() {
      if (ended) throw new Error('there is no other life');
      held.begin();
      living = await held.server;
      if (!ended) held = holdServer(program, env);
      return living;
    },
    async end() {
      ended = true;
      held.dismiss();
      await living?.end('SIGKILL');
      // One that was told to begin before is not to be held back: it listens, and is killed then.
      const late = await held.server.catch(() => undefined);
      await late?.end('SIGKILL');
    },
  };
}

function holdServer(program: string, env: NodeJS.ProcessEnv): Held {
  const { promise: input, resolve } = Promise.withResolvers<string>();
  const server = startProcess(['--import', './test/crash/held.ts', program], { env, input });
  // Whoever asks for this life is told; until then nobody listens.
  server.catch(() => undefined);
  return { begin: () => resolve('begin'), dismiss: () => resolve(''), server };
}
