// options, settings → this process alone, or several; and a sentence where neither can be.
import cluster from 'node:cluster';
import { slotVariable } from './cluster/messages.ts';
import { readOptions, usage } from './options.ts';
import { sentenceOf } from './sentence.ts';
import { loadEnvFile, readSettings } from './settings/settings.ts';

/** Starts the server and stops it on SIGTERM or SIGINT. Ends the process with 1 when it cannot start. */
export async function serve(args: readonly string[]): Promise<void> {
  // The first process has read the options and the settings, and hands them down as they are. (A process manager that is a cluster of
  // its own knows nothing of our first process: under it we are alone.)
  if (cluster.isWorker && slotVariable in process.env)
    return (await import('./cluster/worker.ts')).serveWorker();
  try {
    const options = readOptions(args);
    if (options.help) {
      process.stdout.write(usage);
      return;
    }
    loadEnvFile();
    Object.assign(process.env, options.env);
    const settings = readSettings(process.env);
    if (settings.workers > 1) await (await import('./cluster/primary.ts')).servePrimary(settings);
    else await (await import('./serve-alone.ts')).serveAlone(settings);
  } catch (error) {
    // Whoever starts a server reads a sentence, not a stack; the errors of settings have a line for each problem.
    process.stderr.write(`chelian-coupon could not start:\n${sentenceOf(error)}\n`);
    process.exit(1);
  }
}
