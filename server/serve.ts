// settings → context → app → workers → listen; and, when told to stop, the same way back.
import { printBanner } from './demo/banner.ts';
import { flushLog } from './ops/log.ts';
import { loadEnvFile, readSettings } from './settings/settings.ts';
import { type Running, start } from './start.ts';

/** Starts the server of this process and stops it on SIGTERM or SIGINT. Ends the process with 1 when it cannot start. */
export async function serve(): Promise<void> {
  try {
    loadEnvFile();
    const running = await start(readSettings(process.env));
    if (running.demo !== undefined) printBanner(running, running.demo, process.stdout);
    running.context.log.info({ url: running.url, mode: running.context.settings.mode }, 'listening');
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void stop(running, signal));
  } catch (error) {
    // Whoever starts a server reads a sentence, not a stack; the errors of settings have a line for each problem.
    process.stderr.write(`chelian-coupon could not start:\n${sentence(error)}\n`);
    process.exit(1);
  }
}

async function stop(running: Running, signal: string): Promise<void> {
  const { log } = running.context;
  log.info({ signal }, 'stopping');
  try {
    await running.stop();
    log.info('stopped');
  } catch (error) {
    log.error({ err: error }, 'stopped, but not cleanly');
    process.exitCode = 1;
  }
  flushLog(log);
  process.exit();
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}: set PORT to a free one`;
  return error.message;
}
