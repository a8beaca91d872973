// Which survivors are expected, and why; and which explanations say too much.
import { explanations } from './explained/list.ts';
import type { Mutant } from './mutants.ts';

export interface Explanation {
  /** A source file. */
  readonly in: string;
  /** What stood there. */
  readonly original: string | RegExp;
  /** Stryker's name of the change; any if undefined. */
  readonly mutator?: string;
  /** What stands there instead; anything if undefined. */
  readonly replacement?: string | RegExp;
  /** How many survivors it is about at most, 1 if undefined: the same text elsewhere in the file is not meant. */
  readonly times?: number;
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

/** In words: explanations about files of these mutants that excuse none of them, or more than they are about. */
export function findMisfits(mutants: readonly Mutant[]): readonly string[] {
  const files = new Set(mutants.map(({ file }) => file));
  return explanations
    .filter((explanation) => files.has(explanation.in))
    .flatMap((explanation) => {
      const { times = 1, original } = explanation;
      const excused = mutants.filter((mutant) => excuses(explanation, mutant)).length;
      return excused === 0 || excused > times
        ? [`explains ${excused} instead of ${times}: ${explanation.in}: ${original}`]
        : [];
    });
}

function excuses(explanation: Explanation, mutant: Mutant): boolean {
  const { in: file, mutator = mutant.mutator, original, replacement = mutant.replacement } = explanation;
  return (
    mutant.fate === 'survived' &&
    mutant.file === file &&
    mutant.mutator === mutator &&
    fits(original, mutant.original) &&
    fits(replacement, mutant.replacement)
  );
}

function fits(expected: string | RegExp, text: string): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}
