// Claims in a store that is empty, and in stores that hold many coupons already.
import { type Benchmark, coresOf, type Engine, engineName, engines, type Lab } from '../lab.ts';
import type { LoadResult } from '../load/order.ts';
import { countCell, goalCell, msCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { claimsOn, perSecond } from '../servers/load.ts';
import { startChelian } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

interface Filled {
  readonly coupons: number;
  readonly bytes: number;
  readonly side: () => Promise<LoadResult>;
}

export const size: Benchmark = {
  name: 'size',
  title: 'Claims among many coupons',
  async run(lab) {
    const rows: string[][] = [];
    const raw: Record<string, object> = {};
    for (const engine of engines) {
      const filled = await fillAll(lab, engine);
      const sides = Object.fromEntries(filled.map(({ coupons, side }) => [coupons, side]));
      const measured = await takeTurns(lab.sizes.rounds, sides, lab.say);
      rows.push(...filled.map((one) => rowOf(engine, one, filled, measured)));
      raw[engine] = { bytes: filled.map(({ coupons, bytes }) => ({ coupons, bytes })), measured };
    }
    const head = ['store', 'coupons before', 'claims /s', 'p99 ms', '÷ empty', 'goal', 'bytes a coupon'];
    return { tables: [{ head, rows }], raw };
  },
};

/** All databases are made before the first server starts: filling them is not to be heard in the figures. */
async function fillAll(lab: Lab, engine: Engine): Promise<Filled[]> {
  const cores = coresOf(engine);
  const stores = [];
  for (const coupons of lab.sizes.coupons) {
    const store = await openStore(lab, engine, { coupons });
    stores.push({ coupons, store, bytes: await store.bytes() });
  }
  const filled = [];
  for (const { coupons, store, bytes } of stores) {
    const server = await startChelian(lab, store, cores);
    filled.push({ coupons, bytes, side: claimsOn(lab, server, cores) });
  }
  return filled;
}

function rowOf(
  engine: Engine,
  { coupons, bytes }: Filled,
  filled: readonly Filled[],
  measured: Record<string, LoadResult[]>,
): string[] {
  const [empty] = filled;
  const mine = measured[coupons] ?? [];
  const ratio = ratioOf(perSecond(mine), perSecond(measured[0] ?? []));
  const largest = coupons === filled.at(-1)?.coupons;
  return [
    engineName(engine),
    countCell(coupons),
    countCell(median(perSecond(mine))),
    msCell(median(mine.map(({ p99Ms }) => p99Ms))),
    coupons === 0 ? '1' : ratioCell(ratio),
    goalCell(ratio.median, largest ? { atLeast: 0.8 } : undefined),
    coupons === 0 ? '–' : countCell((bytes - (empty?.bytes ?? 0)) / coupons),
  ];
}
