// Where everything is kept, and for how long.
import { z } from 'zod';
import { postgresUrl, wholeNumber } from '../parse.ts';
import type { Variable } from './variable.ts';

export const dataVariables = {
  dataDir: {
    name: 'DATA_DIR',
    schema: z.string(),
    default: './data',
    description: 'Directory of the embedded database and, in demo mode, of the master key.',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: postgresUrl(),
    description:
      'PostgreSQL (14 or newer) to store in, as postgres://user:password@host:port/database; absent: SQLite in DATA_DIR.',
    secret: true,
  },
  databasePoolSize: {
    name: 'DATABASE_POOL_SIZE',
    schema: wholeNumber(3, 1_000),
    default: '10',
    description: 'Connections to PostgreSQL that each process opens at most.',
  },
  buckets: {
    name: 'BUCKETS',
    schema: wholeNumber(1, 1_024),
    description:
      'Buckets that users are spread over, for a distributed PostgreSQL; fixed by the first start at a database, by default at 1.',
  },
  databasePartitions: {
    name: 'DATABASE_PARTITIONS',
    schema: wholeNumber(0, 1_024),
    default: '0',
    description:
      'Hash partitions that tables are made with on PostgreSQL, by their buckets; 0 makes plain tables. Used by the first start only.',
  },
  retentionDays: {
    name: 'RETENTION_DAYS',
    schema: wholeNumber(1, 36_500),
    default: '90',
    description: 'Days for which finished deliveries and their attempts are kept.',
  },
} as const satisfies Record<string, Variable>;
