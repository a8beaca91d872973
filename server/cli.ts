// The command line: `npm run -s sp -- <command>`. Everything but the process itself lives in cli/.
import { runCli } from './cli/program.ts';
import { loadEnvFile } from './settings/settings.ts';

// Whoever reads our output may stop reading; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

loadEnvFile();
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  stopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
      process.stdout.once('error', resolve);
    }),
});
