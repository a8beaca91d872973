// What `npm run bench -- …` was asked for.
import { parseArgs } from 'node:util';

export interface BenchArguments {
  /** Which benchmarks to run, in the order of the list. */
  readonly names: readonly string[];
  readonly list: boolean;
  /** Only as much as shows that everything works. */
  readonly quick: boolean;
  /** Where to write the raw numbers. */
  readonly json: string | undefined;
  /** Where prepared databases are kept for the next run. */
  readonly directory: string | undefined;
}

export const usage = `npm run bench -- [<name>…] [--quick] [--json FILE] [--list]
  BENCH_DIR=DIR keeps the databases that were filled for a next run; BENCH_QUICK=1 is --quick`;

/** @throws Error in words, for options and names that do not exist */
export function readArguments(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  known: readonly string[],
): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { list: { type: 'boolean' }, quick: { type: 'boolean' }, json: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`there is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}`);
  return {
    names: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
    list: values.list ?? false,
    quick: values.quick ?? env['BENCH_QUICK'] === '1',
    json: values.json,
    directory: env['BENCH_DIR'],
  };
}
