// The end of a process that serves: told once or several times, it stops once.
import { flushLog } from './ops/log.ts';
import type { Running } from './start.ts';

/**
 * Stops on the first SIGTERM or SIGINT. More of them change nothing: one Ctrl-C comes from the terminal and once more from npm.
 * @returns what stops it for another reason
 */
export function stopWhenTold(running: Running): (reason: string) => void {
  let told = false;
  const stopOnce = (reason: string) => {
    if (told) return;
    told = true;
    void stop(running, reason);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopOnce(signal));
  return stopOnce;
}

async function stop(running: Running, reason: string): Promise<void> {
  const { log } = running.context;
  log.info({ reason }, 'stopping');
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
