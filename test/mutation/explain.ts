// Which survivors are expected, and why.
import { explanations } from './explained.ts';
import type { Mutant } from './mutants.ts';

export interface Explanation {
  /** A source file, or the beginning of its path. */
  readonly in: string;
  /** Stryker's name of the change; any if undefined. */
  readonly mutator?: string;
  /** What stood there. */
  readonly original?: string | RegExp;
  readonly why: string;
}

export interface Explained extends Mutant {
  /** undefined for what was noticed, and for a survivor that nobody has explained. */
  readonly why: string | undefined;
}

export function explain(mutants: readonly Mutant[]): readonly Explained[] {
  return mutants.map((mutant) => ({
    ...mutant,
    why: explanations.find((explanation) => mutant.fate === 'survived' && fits(explanation, mutant))?.why,
  }));
}

function fits({ in: path, mutator, original }: Explanation, mutant: Mutant): boolean {
  if (!mutant.file.startsWith(path)) return false;
  if (mutator !== undefined && mutant.mutator !== mutator) return false;
  if (original === undefined) return true;
  return typeof original === 'string' ? mutant.original === original : original.test(mutant.original);
}
