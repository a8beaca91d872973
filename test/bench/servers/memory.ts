// What a process holds in memory, as Linux tells it.
import { readFileSync } from 'node:fs';
import type { ServerProcess } from '../../kit/process.ts';

/** Resident memory now, in bytes; NaN where there is no /proc. */
export function residentBytes({ child }: ServerProcess): number {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
