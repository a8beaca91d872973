// The command line in this process.
import { runCli } from '../../server/cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stopped?: () => Promise<unknown>;
  readonly onStdout?: (text: string) => void;
}

/** What --json answers, as the tests read it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at single members and fail where they are not there.
export type Json = any;

/** @param options `env` is all of the environment that the command has */
export async function runCommand(argv: readonly string[], options: CallOptions = {}): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  const code = await runCli(argv, {
    env: options.env ?? {},
    stdin: lines(options.stdin ?? ''),
    stdout: {
      write(text) {
        printed.stdout += text;
        options.onStdout?.(printed.stdout);
      },
    },
    stderr: {
      write(text) {
        printed.stderr += text;
      },
    },
    stopped: options.stopped ?? (() => new Promise(() => {})),
  });
  return { code, ...printed };
}

/** The one JSON value of a command that had to succeed. */
export function jsonOf(argv: readonly string[], { code, stdout, stderr }: Ran): Json {
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

async function* lines(text: string): AsyncGenerator<string> {
  yield text;
}
