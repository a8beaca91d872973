// Who runs on which core. taskset is Linux's; elsewhere the system decides.
import type { Cores } from '../lab.ts';

const onCore = (core: number, cores: Cores): string[] =>
  process.platform === 'linux' && cores === 'apart' ? ['taskset', '-c', String(core)] : [];

/** What goes before `node` on the command line. */
export const onServerCore = (cores: Cores): string[] => onCore(0, cores);
export const onLoadCore = (cores: Cores): string[] => onCore(1, cores);
