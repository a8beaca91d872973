// Starts a program of ours as a process of its own and waits until it says where it listens.
import { type ChildProcess, execFile, spawn } from 'node:child_process';

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** From its start to its saying where it listens, in ms. */
  readonly readyMs: number;
  /** Everything that it has printed, as soon as that matches. */
  printed(pattern: RegExp): Promise<string>;
  /** Ends it with a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface ProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What comes before `node` on the command line. */
  readonly wrapper?: readonly string[];
  /** All that it reads from standard input, when that is known. */
  readonly input?: Promise<string>;
}

/** @param args of `node`; the program prints `http://127.0.0.1:<port>` on standard output when it is ready */
export async function startProcess(
  args: readonly string[],
  { env = {}, wrapper = [], input }: ProcessOptions = {},
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, ...args];
  const child = spawn(command, rest, {
    cwd: process.cwd(),
    env: { ...process.env, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'inherit'],
  });
  // It may be gone before it has read it.
  child.stdin?.on('error', () => undefined);
  void input?.then((text) => child.stdin?.end(text));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const exitedEarly = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${output}`)));
  });
  // Whoever waits for more output is told; nobody else minds that the process ends.
  exitedEarly.catch(() => undefined);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    child.emit('output');
  });

  async function printed(pattern: RegExp): Promise<string> {
    while (!pattern.test(output)) {
      await Promise.race([new Promise((resolve) => child.once('output', resolve)), exitedEarly]);
    }
    return output;
  }

  const listening = /http:\/\/127\.0\.0\.1:(\d+)/;
  const port = Number(listening.exec(await printed(listening))?.[1]);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    child,
    readyMs: performance.now() - startedAt,
    printed,
    async end(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

/** Runs a program that is expected to end by itself. @param args of `node` */
export function runProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
