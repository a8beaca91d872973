// Which survivors are expected, and why; and which explanations nobody needs any more.
import { explanations } from './explained.ts';
import type { Mutant } from './mutants.ts';

export interface Explanation {
  /** A source file. */
  readonly in: string;
  /** What stood there. */
  readonly original: string | RegExp;
  /** Stryker's name of the change; any if undefined. */
  readonly mutator?: string;
  readonly why: string;
}

export interface Explained extends Mutant {
  /** undefined for what was noticed, and for a survivor that nobody has explained. */
  readonly why: string | undefined;
}

export function explain(mutants: readonly Mutant[]): readonly Explained[] {
  return mutants.map((mutant) => ({
    ...mutant,
    why: explanations.find((explanation) => excuses(explanation, mutant))?.why,
  }));
}

/** About files of these mutants, of which they excuse none. */
export function findStale(mutants: readonly Mutant[]): readonly Explanation[] {
  const files = new Set(mutants.map(({ file }) => file));
  return explanations.filter(
    (explanation) => files.has(explanation.in) && !mutants.some((mutant) => excuses(explanation, mutant)),
  );
}

function excuses(explanation: Explanation, { fate, file, mutator, original }: Mutant): boolean {
  if (fate !== 'survived' || file !== explanation.in) return false;
  if (explanation.mutator !== undefined && mutator !== explanation.mutator) return false;
  const { original: expected } = explanation;
  return typeof expected === 'string' ? original === expected : expected.test(original);
}
