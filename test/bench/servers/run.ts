// Programs of a benchmark that run for a while and print one line of JSON.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface RunOptions {
  readonly wrapper?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function runProcess<Result>(
  name: string,
  order: object,
  { wrapper = [], env = {} }: RunOptions = {},
): Promise<Result> {
  const args = [`test/bench/processes/${name}.ts`, JSON.stringify(order)];
  const [command = '', ...rest] = [...wrapper, process.execPath, ...args];
  const { stdout } = await promisify(execFile)(command, rest, { env: { ...process.env, ...env } });
  return JSON.parse(stdout) as Result;
}
