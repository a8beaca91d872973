// What a run says of one area.
import { type Explained, explain, findMisfits } from './explain.ts';
import type { Mutant } from './mutants.ts';

/** In percent; below it the run fails. */
const goal = 85;

export interface Report {
  readonly text: string;
  readonly isGood: boolean;
}

export function report(area: string, mutants: readonly Mutant[]): Report {
  const valid = explain(mutants).filter(({ fate }) => fate !== 'invalid');
  const survivors = valid.filter(({ fate }) => fate === 'survived');
  const unexplained = survivors.filter(({ why }) => why === undefined);
  const misfits = findMisfits(mutants);
  const endless = valid.filter(({ fate }) => fate === 'endless').length;
  const score = (100 * (valid.length - survivors.length)) / valid.length;
  const text = [
    `${area}: ${valid.length - survivors.length} of ${valid.length} noticed, ${score.toFixed(1)} % (${endless} because they do not end)`,
    ...unexplained.map(told),
    ...misfits.map((misfit) => `  ${misfit}`),
    ...reasons(survivors).map(([why, count]) => `  ${count} × ${why}`),
  ].join('\n');
  return { text, isGood: score >= goal && unexplained.length + misfits.length === 0 };
}

function told({ file, line, mutator, original, replacement }: Explained): string {
  return `  ${file}:${line} ${mutator}\n    - ${brief(original)}\n    + ${brief(replacement)}`;
}

function brief(source: string): string {
  const oneLine = source.replace(/\s+/g, ' ');
  return oneLine.length > 160 ? `${oneLine.slice(0, 160)}…` : oneLine;
}

function reasons(survivors: readonly Explained[]): readonly (readonly [why: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { why } of survivors) if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
