// From one caller at a time to a thousand, and what a crowd that does not wait sees at 70 % of the most that was reached.
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Benchmark, coresOf, type Engine, engineName, engines, type Lab } from '../lab.ts';
import type { LoadResult } from '../load/order.ts';
import { countCell, goalCell, msCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { claimsOn, perSecond } from '../servers/load.ts';
import { startChelian } from '../servers/start.ts';
import { median } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

const shareOfPeak = 0.7;
const crowdHead = ['store', 'callers', 'claims /s', 'p50 ms', 'p99 ms'];
const steadyHead = ['store', 'arrivals /s', 'p50 ms', 'p99 ms', 'goal', 'longest stall ms', 'goal'];

type Steady = LoadResult & { readonly stallMs: number };

export const callers: Benchmark = {
  name: 'callers',
  title: 'Callers, and the time they wait',
  async run(lab) {
    const crowds: string[][] = [];
    const steadies: string[][] = [];
    const raw: Record<string, object> = {};
    for (const engine of engines) {
      const { crowd, steady, rate } = await measure(lab, engine);
      crowds.push(...Object.entries(crowd).map(([count, results]) => crowdRow(engine, count, results)));
      steadies.push(steadyRow(engine, rate, steady));
      raw[engine] = { crowd, rate, steady };
    }
    const tables = [
      { head: crowdHead, rows: crowds },
      { head: steadyHead, rows: steadies },
    ];
    return { tables, raw };
  },
};

async function measure(lab: Lab, engine: Engine) {
  const { sizes } = lab;
  const cores = coresOf(engine);
  // Not in the lab's directory: such a path must be short.
  const socket = join(tmpdir(), `chelian-bench-${process.pid}-${engine}`);
  lab.stack.defer(() => rmSync(socket, { force: true }));
  const server = await startChelian(lab, await openStore(lab, engine), cores, { stallSocket: socket });
  const sides = Object.fromEntries(
    sizes.callers.map((crowd) => [crowd.connections, claimsOn(lab, server, cores, crowd)]),
  );
  const crowd = await takeTurns(sizes.rounds, sides, lab.say);
  const peak = Math.max(...Object.values(crowd).map((results) => median(perSecond(results))));
  const rate = shareOfPeak * peak;
  const atRate = claimsOn(lab, server, cores, {
    perSecond: rate,
    requests: Math.ceil(rate * sizes.openLoopSeconds),
  });
  const { steady } = await takeTurns(
    sizes.rounds,
    {
      steady: async (): Promise<Steady> => {
        await longestStall(socket);
        const result = await atRate();
        return { ...result, stallMs: await longestStall(socket) };
      },
    },
    lab.say,
  );
  return { crowd, steady, rate };
}

/** Since it was asked before. */
const longestStall = async (socket: string): Promise<number> => Number(await text(connect(socket)));

const p50 = (results: readonly LoadResult[]) => median(results.map(({ p50Ms }) => p50Ms));
const p99 = (results: readonly LoadResult[]) => median(results.map(({ p99Ms }) => p99Ms));

const crowdRow = (engine: Engine, count: string, results: readonly LoadResult[]): string[] => [
  engineName(engine),
  countCell(Number(count)),
  countCell(median(perSecond(results))),
  msCell(p50(results)),
  msCell(p99(results)),
];

/** Of the stalls it is the worst of all rounds that counts. */
function steadyRow(engine: Engine, rate: number, results: readonly Steady[]): string[] {
  const stall = Math.max(...results.map(({ stallMs }) => stallMs));
  return [
    engineName(engine),
    countCell(rate),
    msCell(p50(results)),
    msCell(p99(results)),
    goalCell(p99(results), { atMost: 50 }),
    msCell(stall),
    goalCell(stall, { atMost: 20 }),
  ];
}
