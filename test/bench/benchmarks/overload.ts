// Three times as many claims as can be written: how many are written all the same, and how soon the rest hear that they are not.
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import type { ServerProcess } from '../../kit/process.ts';
import { type Benchmark, type Cores, coresOf, type Engine, engineName, engines, type Lab } from '../lab.ts';
import type { LoadOrder, LoadResult } from '../load/order.ts';
import type { OverloadResult } from '../load/overload.ts';
import { countCell, goalCell, msCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { onLoadCore } from '../servers/cores.ts';
import { claimsOn, perSecond } from '../servers/load.ts';
import { runProcess } from '../servers/run.ts';
import { startChelian } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

const timesPeak = 3;
/** What a caller waits for at most. */
const timeOutMs = 10_000;

const servedHead = [
  'store',
  'peak /s',
  'arrivals /s',
  'accepted /s',
  '÷ peak',
  'goal',
  'accepted p99 ms',
  'goal',
];
const restHead = [
  'store',
  'refused /s',
  'p50 ms',
  'p99 ms',
  'goal',
  'longest ms',
  'goal',
  'wrong or lost',
  'goal',
];

export const overload: Benchmark = {
  name: 'overload',
  title: 'Three times the peak',
  async run(lab) {
    const served: string[][] = [];
    const rest: string[][] = [];
    const raw: Record<string, object> = {};
    for (const engine of engines) {
      const measured = await measure(lab, engine);
      const peak = measured.map((round) => round.peak);
      const above = measured.map((round) => round.above);
      served.push(servedRow(engine, perSecond(peak), above));
      rest.push(restRow(engine, above));
      raw[engine] = measured;
    }
    const tables = [
      { head: servedHead, rows: served },
      { head: restHead, rows: rest },
    ];
    return { tables, raw };
  },
};

interface Measured {
  readonly peak: LoadResult;
  readonly above: OverloadResult;
}

async function measure(lab: Lab, engine: Engine): Promise<Measured[]> {
  const { sizes } = lab;
  const cores = coresOf(engine);
  const store = await openStore(lab, engine);
  const env = { ...store.env, CLAIM_WAIT_MS: '' };
  const server = await startChelian(lab, { ...store, env }, cores);
  const peakOf = claimsOn(lab, server, cores);
  const { both } = await takeTurns(
    sizes.rounds,
    {
      // What is offered depends on what was possible just before.
      both: async () => {
        const peak = await peakOf();
        return { peak, above: await overloaded(lab, server, cores, timesPeak * peak.perSecond) };
      },
    },
    lab.say,
  );
  return both;
}

function overloaded({ sizes }: Lab, { port }: ServerProcess, cores: Cores, rate: number) {
  const { connections, seconds } = sizes.overload;
  const order: LoadOrder & { perSecond: number } = {
    port,
    path: spInterfaces['coupon.receive'].path,
    expected: '',
    connections,
    perSecond: rate,
    requests: Math.ceil(rate * seconds),
  };
  return runProcess<OverloadResult>('overload', order, { wrapper: onLoadCore(cores) });
}

const medianOf = (results: readonly OverloadResult[], figure: keyof OverloadResult): number =>
  median(results.map((result) => result[figure]));
const worstOf = (results: readonly OverloadResult[], figure: keyof OverloadResult): number =>
  Math.max(...results.map((result) => result[figure]));

function servedRow(engine: Engine, peak: readonly number[], above: readonly OverloadResult[]): string[] {
  const ratio = ratioOf(
    above.map(({ acceptedPerSecond }) => acceptedPerSecond),
    peak,
  );
  const p99 = medianOf(above, 'acceptedP99Ms');
  return [
    engineName(engine),
    countCell(median(peak)),
    countCell(medianOf(above, 'offeredPerSecond')),
    countCell(medianOf(above, 'acceptedPerSecond')),
    ratioCell(ratio),
    goalCell(ratio.median, { atLeast: 0.9 }),
    msCell(p99),
    goalCell(p99, { atMost: 500 }),
  ];
}

/** Of what must not happen it is the worst of all rounds that counts. */
function restRow(engine: Engine, above: readonly OverloadResult[]): string[] {
  const p99 = medianOf(above, 'refusedP99Ms');
  const longest = worstOf(above, 'longestMs');
  const wrong = worstOf(above, 'wrong');
  return [
    engineName(engine),
    countCell(medianOf(above, 'refusedPerSecond')),
    msCell(medianOf(above, 'refusedP50Ms')),
    msCell(p99),
    goalCell(p99, { atMost: 50 }),
    msCell(longest),
    goalCell(longest, { atMost: timeOutMs }),
    String(wrong),
    goalCell(wrong, { atMost: 0 }),
  ];
}
