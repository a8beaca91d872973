// For tests of mutants: `npm run test:mutation`. On SQLite alone, so that no run has to start a database first; which tests, run.ts says.
import type { Config } from 'jest';
import everything from '../../jest.config.ts';

const [sqlite] = everything.projects as [Config];

const config: Config = {
  ...sqlite,
  rootDir: '../..',
  roots: ['<rootDir>/server', '<rootDir>/shared', '<rootDir>/test'],
  setupFiles: ['<rootDir>/test/mutation/stop-at-failure.ts'],
};

export { config as default };
