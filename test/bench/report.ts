// Turns what was measured into a table.
import { markdownLine, markdownTable } from '../../server/docs/markdown.ts';

export interface Row {
  readonly coupons: number;
  readonly barePerSecond: number;
  readonly claimsPerSecond: number;
  readonly ratio: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rssMb: number;
  readonly readyMs: number;
}

const columns: readonly [string, (row: Row) => string][] = [
  ['coupons before', ({ coupons }) => coupons.toLocaleString('en')],
  ['bare Express /s', ({ barePerSecond }) => barePerSecond.toFixed(0)],
  ['claims /s', ({ claimsPerSecond }) => claimsPerSecond.toFixed(0)],
  ['ratio', ({ ratio }) => ratio.toFixed(2)],
  ['p50 ms', ({ p50Ms }) => p50Ms.toFixed(1)],
  ['p99 ms', ({ p99Ms }) => p99Ms.toFixed(1)],
  ['RSS MiB', ({ rssMb }) => rssMb.toFixed(0)],
  ['ready ms', ({ readyMs }) => readyMs.toFixed(0)],
];

/** The first two lines of a Markdown table; rows follow as they are measured. */
export const tableHead = (): string =>
  markdownTable(
    columns.map(([title]) => title),
    [],
  );

export const tableRow = (row: Row): string => markdownLine(columns.map(([, cell]) => cell(row)));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
