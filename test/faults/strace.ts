// strace on a server that runs: it notes system calls, or makes them fail, until it lets go again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '../kit/at-end.ts';
import type { ServerProcess } from '../kit/process.ts';
import { tempDir } from '../kit/temp-dir.ts';

export interface Attached {
  /** What was noted so far, a call a line. */
  lines(): string[];
  /** The server goes on without it. */
  letGo(): Promise<void>;
}

export interface Fault {
  /** In strace's words: `fsync,fdatasync:error=EIO:when=3+`. Each thread has its own count. */
  readonly inject: string;
  /** Calls on other files succeed. */
  readonly files: readonly string[];
}

/** Resolves when the fault is there. */
export function injectFault(server: ServerProcess, { inject, files }: Fault): Promise<Attached> {
  const [calls] = inject.split(':');
  return attach(server, [`--trace=${calls}`, `--inject=${inject}`, ...files.flatMap((file) => ['-P', file])]);
}

/** Resolves when they are being noted, with all that they write. @param calls names with commas between */
export function noteCalls(server: ServerProcess, calls: string): Promise<Attached> {
  return attach(server, [`--trace=${calls}`, '--string-limit=10000']);
}

async function attach(server: ServerProcess, args: readonly string[]): Promise<Attached> {
  const file = join(tempDir(), 'calls');
  const to = ['-f', '-tt', '-y', '-o', file, '-p', String(server.child.pid)];
  const child = spawn('strace', [...args, ...to], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  let said = '';
  const attached = new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/ attached/.test(said)) resolve();
    });
  });
  const refused = gone.then(() => {
    throw new Error(`strace has ended: ${said}`);
  });
  refused.catch(() => undefined);
  await Promise.race([attached, refused]);

  async function letGo(): Promise<void> {
    child.kill('SIGINT');
    await gone;
  }

  atEnd(letGo);
  return { lines: () => readFileSync(file, 'utf8').split('\n'), letGo };
}
