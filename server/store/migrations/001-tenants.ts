// Who we work for: tenants, their channels at 出行服务, their credentials; and what processes share.
import type { Migration } from '../migrate.ts';

export const tenants: Migration = {
  number: 1,
  name: 'tenants',
  statements: ({ integer, sharedTable }) => [
    ...sharedTable(
      'setting',
      `name TEXT PRIMARY KEY,
       value TEXT NOT NULL`,
    ),
    ...sharedTable(
      'tenant',
      `tenant_id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       unknown_channels TEXT NOT NULL CHECK (unknown_channels IN ('reject', 'accept')),
       created_at ${integer} NOT NULL`,
    ),
    ...sharedTable(
      'channel',
      `tenant_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL CHECK (app_channel_id >= 0),
       app_id TEXT NOT NULL,
       callback_base TEXT,
       policies TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       updated_at ${integer} NOT NULL,
       PRIMARY KEY (tenant_id, app_channel_id)`,
    ),
    ...sharedTable(
      'credential',
      `api_key TEXT PRIMARY KEY,
       tenant_id TEXT NOT NULL,
       secret_sealed TEXT NOT NULL,
       scheme TEXT NOT NULL,
       active_from_at ${integer} NOT NULL,
       active_until_at ${integer},
       created_at ${integer} NOT NULL`,
    ),
    ...sharedTable(
      'worker_lease',
      `worker_number ${integer} PRIMARY KEY CHECK (worker_number BETWEEN 0 AND 1023),
       owner TEXT NOT NULL,
       lease_until_at ${integer} NOT NULL,
       last_id_at ${integer} NOT NULL`,
    ),
  ],
};
