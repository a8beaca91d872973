// THE list of benchmarks, in the order in which they run.
import { callbacks } from './benchmarks/callbacks.ts';
import { callers } from './benchmarks/callers.ts';
import { claims } from './benchmarks/claims.ts';
import { overload } from './benchmarks/overload.ts';
import { pgbench } from './benchmarks/pgbench.ts';
import { processCosts } from './benchmarks/process.ts';
import { size } from './benchmarks/size.ts';
import { stocks } from './benchmarks/stocks.ts';
import { textbook } from './benchmarks/textbook.ts';
import type { Benchmark } from './lab.ts';

export const benchmarks: readonly Benchmark[] = [
  claims,
  textbook,
  pgbench,
  size,
  stocks,
  callers,
  overload,
  callbacks,
  processCosts,
];
