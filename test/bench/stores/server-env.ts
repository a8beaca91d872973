// The settings that server processes run with: those of `npm start`, but for ports, what would make them stop slowly, and what they refuse.

export const serverEnv = {
  PORT: '0',
  SIMULATOR_PORT: '0',
  LOG_LEVEL: 'info',
  DRAIN_GRACE_MS: '0',
  // Who is measured by what is done in the end is not to be turned away because the machine is busy.
  CLAIM_WAIT_MS: '10000',
  // Of all databases, so that a copy of one can be read.
  MASTER_KEY: '0'.repeat(64),
} as const;
