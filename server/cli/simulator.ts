// `simulator`: Tencent's side of the protocol, to receive our callbacks and to call us as it would.
import { join } from 'node:path';
import type { Command } from 'commander';
import type { SigningCredential } from '../../shared/sp/signature.ts';
import type { Context } from '../context.ts';
import { sampleCredential } from '../demo/sample.ts';
import { repeat } from '../repeat.ts';
import { findTenant } from '../usecase/tenant.ts';
import type { Cli } from './command.ts';
import { UsageError } from './failure.ts';
import { openContext } from './open.ts';
import { simulatorCalls } from './simulator-calls.ts';
import { loadSimulator } from './simulator-module.ts';
import { wholeNumber } from './values.ts';

interface RunOptions {
  readonly port?: number;
  readonly state?: string;
}

const usualPort = 3001;
const refreshMs = 1_000;

export function simulatorCommands(program: Command, cli: Cli): void {
  const simulator = program
    .command('simulator')
    .description("Runs Tencent's side of the protocol until Ctrl-C, or makes one of its calls.")
    .option('--port <port>', 'where to listen; 0 takes any free port', wholeNumber(0, 65_535))
    .option('--state <file>', 'where it remembers what it was told')
    .action((options: RunOptions) => run(cli, options));
  simulatorCalls(simulator, cli);
}

async function run(cli: Cli, options: RunOptions): Promise<void> {
  const { runSimulator } = await loadSimulator();
  const stopped = cli.io.stopped();
  const context = await openContext(cli.io);
  try {
    const { settings, directory, log } = context;
    const port = options.port ?? settings.simulatorPort ?? usualPort;
    const credentials = await lookup(context, cli.options().tenant);
    const stateFile = options.state ?? join(settings.dataDir, 'simulator.jsonl');
    const simulator = await runSimulator({ port, credentials, stateFile, out: cli.io.stdout }).catch(
      (error: unknown) => {
        throw explained(error, port);
      },
    );
    // Credentials that are added or ended meanwhile count at once.
    const refreshing = repeat(
      refreshMs,
      async () => void (await directory.refresh()),
      (error) => log.warn({ err: error }, 'the credentials could not be read again'),
    );
    await stopped;
    await refreshing.stop();
    await simulator.close();
  } finally {
    await context.close();
  }
}

async function lookup(
  context: Context,
  tenant: string | undefined,
): Promise<(apiKey: string) => SigningCredential | undefined> {
  const { settings, directory, useCases } = context;
  if (tenant !== undefined) await findTenant(useCases, tenant);
  return (apiKey) => {
    const found = directory.credential(apiKey, useCases.now());
    if (found !== undefined) return tenant === undefined || found.tenantId === tenant ? found : undefined;
    const isSample = settings.mode === 'demo' && apiKey === sampleCredential.apiKey;
    return isSample ? { secret: sampleCredential.secret, scheme: 'md5-suffix' } : undefined;
  };
}

function explained(error: unknown, port: number): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error;
  return new UsageError(
    `port ${port} is taken, perhaps by the simulator of a demo server: give another one with --port and a --state of its own`,
  );
}
