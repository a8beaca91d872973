// The options of the program. What belongs to the machine that it runs on is a setting; there is little left to say here.
import { parseArgs } from 'node:util';
import { variables } from './settings/variables.ts';

export interface Options {
  readonly help: boolean;
  /** Settings by the names of their variables; they win over the environment. */
  readonly env: Readonly<Record<string, string>>;
}

export const usage = `npm start -- [options]

  --workers <n>   serve with so many processes, from 1 to 64; more than one need PostgreSQL (default: WORKERS, or 1)
  --help          print this

Everything else is set by environment variables or the file .env: see .env.example.
`;

/** @param args what stands after the program's name @throws in words, with where to read more */
export function readOptions(args: readonly string[]): Options {
  const { help = false, workers } = parse(args);
  if (workers === undefined) return { help, env: {} };
  const checked = variables.workers.schema.safeParse(workers);
  if (!checked.success) throw wrong(`--workers ${checked.error.issues[0]?.message}, not "${workers}"`);
  return { help, env: { [variables.workers.name]: workers } };
}

function parse(args: readonly string[]): { help?: boolean; workers?: string } {
  try {
    const options = { workers: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

const wrong = (what: string) => new Error(`${what}; see: npm start -- --help`);
