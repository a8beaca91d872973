// Runs PostgreSQL for a test, as a process between the two: when the test is gone, however it ended, this notices that its standard
// input is closed, stops the server and removes its files (home; empty: they are kept). Nothing is left behind by a test run that was killed.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { unprivileged } from './user.ts';

const [program = '', home = '', ...args] = process.argv.slice(2);
const server = spawn(program, args, { ...unprivileged(), stdio: ['ignore', 'ignore', 'pipe'] });
server.stderr.pipe(process.stderr);
// Whoever read it may be gone before PostgreSQL's last words, and those must not end this process before its work is done.
process.stderr.on('error', () => undefined);
let orphaned = false;

process.stdin.on('data', (signal: Buffer) => server.kill(signal.toString().trim() as NodeJS.Signals));
process.stdin.on('end', () => {
  orphaned = true;
  // SIGQUIT: at once, without waiting for clients or writing a checkpoint.
  server.kill('SIGQUIT');
});
// Interrupting the test run interrupts its whole process group; the server ends with the run's own input.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
server.on('exit', (code, signal) => {
  if (orphaned && home !== '') rmSync(home, { recursive: true, force: true });
  process.exit(code ?? (signal === null ? 1 : 0));
});
