// Mutants as a report tells of them: where, what stood there, and what stood there instead.
import { readFileSync } from 'node:fs';

type Stryker = import('@stryker-mutator/core').Stryker;
type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

export interface Mutant {
  /** From the root of the project. */
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly fate: 'noticed' | 'endless' | 'survived' | 'invalid';
}

const fates = {
  Killed: 'noticed',
  Timeout: 'endless',
  Survived: 'survived',
  NoCoverage: 'survived',
  CompileError: 'invalid',
  RuntimeError: 'invalid',
  Ignored: 'invalid',
  Pending: 'invalid',
} as const;

export function mutantOf(root: string, result: Result): Mutant {
  const { fileName, location, mutatorName, replacement, status } = result;
  const { start, end } = location;
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  lines.push((lines.pop() ?? '').slice(0, end.column - 1));
  lines[0] = lines[0]?.slice(start.column - 1) ?? '';
  return {
    file: fileName.slice(root.length + 1),
    line: start.line,
    mutator: mutatorName,
    original: lines.join('\n'),
    replacement: replacement ?? '',
    fate: fates[status],
  };
}
