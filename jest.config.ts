// Tests run on the TypeScript sources; swc only strips the types and turns ES modules into what jest loads.
// What touches the store runs on every engine: embedded, on PostgreSQL, and the contract with several buckets on hash partitions too.
import { resolve } from 'node:path';
import type { Config } from 'jest';

// Hundreds of server processes are started; each would compile the same sources again.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node');

const shared: Config = {
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  extensionsToTreatAsEsm: [],
};

/** @param folders below test/ */
const tests = (folders: readonly string[]) =>
  folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);

const onPostgres: Config = {
  ...shared,
  globalSetup: '<rootDir>/test/kit/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/test/kit/postgres/global-teardown.ts',
};

const config: Config = {
  testTimeout: 30_000,
  // On two cores: many suites wait for a process, a socket or a browser.
  maxWorkers: 3,
  projects: [
    {
      ...shared,
      displayName: 'sqlite',
      globals: { TEST_ENGINE: 'sqlite' },
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/postgres[^/]*\\.test\\.ts$', '/test/server/store/postgres/'],
    },
    {
      ...onPostgres,
      displayName: 'postgres',
      globals: { TEST_ENGINE: 'postgres' },
      // What asks the store something that is asked nowhere else, and what dies with it. Ways in, commands and rules behave alike on both.
      testMatch: [
        ...tests([
          'contract',
          'crash',
          'redeeming',
          'secrets',
          'server/api/plugin',
          'server/delivery',
          'server/store',
          'server/usecase',
          'server/wechat',
        ]),
        ...['postgres-*', 'repeat', 'workers', 'cluster/postgres-*', 'cli/{doctor*,postgres-*,wifi}'].map(
          (name) => `<rootDir>/test/server/${name}.test.ts`,
        ),
        ...['network/postgres', 'overload/claims', 'server/api/{busy,merchant/answers,sp/answers}'].map(
          (name) => `<rootDir>/test/${name}.test.ts`,
        ),
      ],
      testPathIgnorePatterns: ['/sqlite[^/]*\\.test\\.ts$'],
    },
    {
      ...onPostgres,
      displayName: 'postgres-buckets',
      globals: { TEST_ENGINE: 'postgres-buckets' },
      testMatch: tests(['contract']),
    },
  ],
};

export { config as default };
