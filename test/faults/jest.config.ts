// Faults of the disk below a real server: `npm run test:faults`. They need strace and root, so they are no part of `npm test`.
import type { Config } from 'jest';
import everything from '../../jest.config.ts';

const [sqlite] = everything.projects as [Config];

const config: Config = {
  ...sqlite,
  rootDir: '../..',
  globalSetup: '<rootDir>/test/faults/global-setup.ts',
  testMatch: ['<rootDir>/test/faults/**/*.fault.ts'],
  testTimeout: 120_000,
  // One after another: each keeps the disk busy by itself.
  maxWorkers: 1,
};

export { config as default };
