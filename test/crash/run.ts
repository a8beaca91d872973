// The crash loop: a real server process under load, killed with SIGKILL at a random moment, again and again.
import type { Context } from '../../server/context.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { atEnd } from '../kit/at-end.ts';
import type { ServerProcess } from '../kit/process.ts';
import { runningStock } from '../kit/stocks.ts';
import { serverLives } from './lives.ts';
import { type CrashLoad, callUntil } from './load.ts';
import { sometime } from './moment.ts';
import { Oracle } from './oracle.ts';

export interface CrashRun {
  /** Another process on the same store: it makes stocks, and looks at the end. */
  readonly context: Context;
  readonly cycles: number;
  /** What is run as the server, below the project's folder. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  /** How many servers there are at a time, on the same store. */
  readonly processes?: number;
  /** Waits until a server is to be killed; sometime unless it is given. */
  readonly moment?: (oracle: Oracle) => Promise<void>;
  /** Asked after each kill: whether it was the last, however many are left. */
  readonly isEnough?: (oracle: Oracle) => Promise<boolean>;
}

/** Coupons of a brief stock expire while the load goes on, so that the server has events to commit and to deliver. */
const briefMs = 1_500;

const midLife = ({ claims }: Oracle) => sometime(claims);

/** In a long loop users and stocks would be used up otherwise. */
const cyclesPerStock = 50;

export async function runCrashLoop(run: CrashRun): Promise<Oracle> {
  const { context, cycles, program, env, processes = 1, moment = midLife } = run;
  const oracle = new Oracle();
  const unanswered: CrashLoad['unanswered'] = new Map();
  const crew = Array.from({ length: processes }, () => serverLives(program, env));
  const dismissed = () => Promise.all(crew.map((lives) => lives.end()));
  atEnd(dismissed);
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const lastingStock = `lasting-${Math.floor(cycle / cyclesPerStock)}`;
    const briefStock = `brief-${cycle}`;
    // Nobody else renews the number of a context that serves nobody, and a slow machine needs longer than its lease.
    await context.ids.renew();
    const servers = await Promise.all(crew.map((lives) => lives.next()));
    if (cycle % cyclesPerStock === 0) await makeStock(context, lastingStock, 3_600_000);
    // When they listen: on a slow machine it would be over before.
    await makeStock(context, briefStock, briefMs);
    const killed = moment(oracle);
    const load = { oracle, unanswered, lastingStock, briefStock };
    await Promise.all(
      servers.map((server) =>
        killUnderLoad(
          server,
          (url) => callUntil(load, url),
          () => killed,
        ),
      ),
    );
    if (await run.isEnough?.(oracle)) break;
  }
  await dismissed();
  return oracle;
}

const callers = 16;

/** @param callUntil calls until the server is gone @param moment waits until it is to be killed */
export async function killUnderLoad(
  server: ServerProcess,
  callUntil: (url: string) => Promise<void>,
  moment: () => Promise<void>,
): Promise<void> {
  const calls = Array.from({ length: callers }, () => callUntil(server.url));
  await moment();
  await server.end('SIGKILL');
  await Promise.all(calls);
}

async function makeStock(context: Context, stockId: string, lastsMs: number): Promise<void> {
  const available_end_time = formatTime(context.useCases.now() + lastsMs);
  const limits = { max_coupons: 3_000, max_coupons_per_user: 8 };
  await runningStock(context, { stock_id: stockId, ...limits, available_end_time });
}
