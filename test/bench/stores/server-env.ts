// The settings that server processes run with: those of `npm start`, but for ports and what would make them stop slowly.

export const serverEnv = {
  PORT: '0',
  SIMULATOR_PORT: '0',
  LOG_LEVEL: 'info',
  DRAIN_GRACE_MS: '0',
  // Of all databases, so that a copy of one can be read.
  MASTER_KEY: '0'.repeat(64),
} as const;
