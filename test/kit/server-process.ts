// A server of the test's own, as a process.
import { atEnd } from './at-end.ts';
import { type ServerProcess, startProcess } from './process.ts';

/** Killed after the test, unless it has ended. @param program what is run as the server, below the project's folder */
export async function startServerProcess(
  env: NodeJS.ProcessEnv,
  program = 'server/main.ts',
): Promise<ServerProcess> {
  const server = await startProcess([program], { env });
  atEnd(() => server.end('SIGKILL'));
  return server;
}

/** Settings of one that is killed, or whose store is: it has always something to write for itself, and is soon done with it. */
export const restless = {
  PORT: '0',
  SIMULATOR_PORT: '0',
  LOG_LEVEL: 'silent',
  SWEEP_INTERVAL_MS: '50',
  DELIVERY_POLL_MS: '20',
  // A lease outlives a call three times over: that is how long the lanes of a killed process stay out of reach.
  DELIVERY_TIMEOUT_MS: '1000',
  DELIVERY_SETTLE_MS: '1000',
  ALLOW_PRIVATE_CALLBACKS: '1',
};
