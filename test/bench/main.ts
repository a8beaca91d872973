// `npm run bench`: runs benchmarks one after another, prints their tables as doc/benchmarks.md shows them, and keeps the raw numbers.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BenchArguments, readArguments, usage } from './arguments.ts';
import type { Benchmark, Lab } from './lab.ts';
import { benchmarks } from './list.ts';
import { describeMachine, machineLine, refuseMemory } from './machine.ts';
import { section } from './report.ts';
import { fullSizes, quickSizes } from './sizes.ts';
import { createCluster } from './stores/cluster.ts';

const args = process.argv.slice(2);
const asked = readOrExit();
if (asked.list) process.stdout.write(benchmarks.map(({ name, title }) => `${name}: ${title}\n`).join(''));
else await runAll(asked);

function readOrExit(): BenchArguments {
  try {
    const names = benchmarks.map(({ name }) => name);
    return readArguments(args, process.env, names);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${usage}\n`);
    return process.exit(2);
  }
}

async function runAll(asked: BenchArguments): Promise<void> {
  await using stack = new AsyncDisposableStack();
  stopOnSignal(stack);
  const directory = openDirectory(asked, stack);
  const cluster = createCluster(join(directory, 'postgres'));
  stack.defer(() => cluster.close());
  const machine = describeMachine(directory, args);
  const sizes = asked.quick ? quickSizes : fullSizes;
  process.stdout.write(`${machineLine(machine)}\n\n`);
  if (asked.quick)
    process.stdout.write('Quick: it shows that everything works, and no figure means anything.\n\n');
  const raw: Record<string, object> = {};
  for (const benchmark of benchmarks.filter(({ name }) => asked.names.includes(name))) {
    raw[benchmark.name] = await runOne(benchmark, stack, { sizes, directory, cluster });
    if (asked.json !== undefined)
      writeFileSync(asked.json, `${JSON.stringify({ machine, sizes, benchmarks: raw }, undefined, 1)}\n`);
  }
}

async function runOne(
  benchmark: Benchmark,
  parent: AsyncDisposableStack,
  room: Omit<Lab, 'stack' | 'say'>,
): Promise<object> {
  const startedAt = performance.now();
  await using stack = parent.use(new AsyncDisposableStack());
  const say = (progress: string) => void process.stderr.write(`${benchmark.name}: ${progress}\n`);
  const findings = await benchmark.run({ ...room, stack, say });
  process.stdout.write(`${section(benchmark.title, findings)}\n`);
  return { seconds: Math.round((performance.now() - startedAt) / 1000), measured: findings.raw };
}

/** Whoever interrupts a run is not left with its servers and files. */
function stopOnSignal(stack: AsyncDisposableStack): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // What was being measured fails now, and nobody need hear of it.
      process.on('uncaughtException', () => undefined);
      void stack.disposeAsync().finally(() => process.exit(130));
    });
  }
}

/** The one that was given is kept; ours goes with the run. PostgreSQL's own user has to pass through it. */
function openDirectory(asked: BenchArguments, stack: AsyncDisposableStack): string {
  const kept = asked.directory && resolve(asked.directory);
  const directory = kept ?? mkdtempSync(join(tmpdir(), 'chelian-bench-'));
  mkdirSync(directory, { recursive: true });
  if (kept === undefined) {
    chmodSync(directory, 0o711);
    stack.defer(() => rmSync(directory, { recursive: true, force: true }));
  }
  refuseMemory(directory);
  return directory;
}
