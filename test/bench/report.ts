// Turns what was measured into Markdown, with the goal beside each figure that has one.
import { markdownTable } from '../../server/docs/markdown.ts';
import type { Ratio } from './statistics.ts';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a benchmark found out. */
export interface Findings {
  readonly tables: readonly Table[];
  /** What was left out, and why; what else has to be known to read the tables. */
  readonly notes?: readonly string[];
  /** Every round's numbers, for the JSON file. */
  readonly raw: unknown;
}

export type Goal = { readonly atLeast: number } | { readonly atMost: number };

export function section(title: string, { tables, notes = [] }: Findings): string {
  const parts = [`### ${title}`, ...tables.map(({ head, rows }) => markdownTable(head, rows)), ...notes];
  return `${parts.join('\n\n')}\n`;
}

/** `0.71 (0.66–0.75)`: the median, and from the worst round to the best. */
export const ratioCell = ({ median, lowest, highest }: Ratio): string =>
  `${significant(median)} (${significant(lowest)}–${significant(highest)})`;

export function goalCell(figure: number, goal: Goal | undefined): string {
  if (goal === undefined) return '–';
  const [sign, bound, met] =
    'atLeast' in goal
      ? ['≥', goal.atLeast, figure >= goal.atLeast]
      : ['≤', goal.atMost, figure <= goal.atMost];
  return `${sign} ${bound}: ${met ? 'met' : 'missed'}`;
}

export const countCell = (value: number): string => Math.round(value).toLocaleString('en');
export const msCell = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
export const mibCell = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

/** Two digits that mean something, or all before the point. */
const significant = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
