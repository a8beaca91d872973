// Callers who go on whatever becomes of the servers: what was not answered is asked again, of whichever server is there.
import { callUntil } from '../../crash/load.ts';
import { Oracle } from '../../crash/oracle.ts';
import { atEnd } from '../at-end.ts';
import { pause, waitUntil } from '../pause.ts';

export interface Load {
  /** What the callers were told. */
  readonly oracle: Oracle;
  /** Resolves when so many more claims were acknowledged. */
  claimed(more: number): Promise<void>;
  /** Resolves when the last caller has given up; they do when they find no server. */
  stop(): Promise<void>;
}

const callers = 8;

/** Claims from the stocks `lasting` and `brief`, and deactivations, dealt out to the servers. */
export function startLoad(servers: readonly { readonly url: string }[]): Load {
  const oracle = new Oracle();
  const load = { oracle, unanswered: new Map(), lastingStock: 'lasting', briefStock: 'brief' };
  let stopped = false;
  atEnd(() => {
    stopped = true;
  });
  const calls = Array.from({ length: callers }, async (_, index) => {
    while (!stopped) {
      await callUntil(load, servers[index % servers.length]?.url ?? '');
      await pause(20);
    }
  });
  return {
    oracle,
    async claimed(more) {
      const enough = oracle.claimed.size + more;
      await waitUntil(`${more} more claims are acknowledged`, () => oracle.claimed.size >= enough);
    },
    async stop() {
      stopped = true;
      await Promise.all(calls);
    },
  };
}
