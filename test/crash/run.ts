// The crash loop: a real server process under load, killed with SIGKILL at a random moment, again and again.
import type { Context } from '../../server/context.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { type ServerProcess, startProcess } from '../kit/process.ts';
import { runningStock } from '../kit/stocks.ts';
import { type CrashLoad, callUntil } from './load.ts';
import { randomly } from './moment.ts';
import { Oracle } from './oracle.ts';

export interface CrashRun {
  /** Another process on the same store: it makes stocks, and looks at the end. */
  readonly context: Context;
  readonly cycles: number;
  /** What is run as the server, below the project's folder. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  /** Waits until a server is to be killed; at random unless it is given. */
  readonly moment?: (oracle: Oracle) => Promise<void>;
}

/** Coupons of a brief stock expire while the load goes on, so that the server has events to commit and to deliver. */
const briefMs = 1_500;

export async function runCrashLoop(run: CrashRun): Promise<Oracle> {
  const { context, cycles, program, env, moment = randomly() } = run;
  const oracle = new Oracle();
  const load: CrashLoad = { oracle, unanswered: new Map(), lastingStock: 'lasting', briefStock: 'brief-0' };
  await makeStock(context, 'lasting', 3_600_000);
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const briefStock = `brief-${cycle}`;
    // Nobody else renews the number of a context that serves nobody, and a slow machine needs longer than its lease.
    await context.ids.renew();
    await makeStock(context, briefStock, briefMs);
    const server = await startProcess([program], { env });
    await killUnderLoad(
      server,
      (url) => callUntil({ ...load, briefStock }, url),
      () => moment(oracle),
    );
  }
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
