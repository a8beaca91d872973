// The plugin: the hosts that may open it, who is who there, and sessions.
import type { Migration } from '../migrate.ts';

export const plugin: Migration = {
  number: 7,
  name: 'plugin',
  statements: ({ integer, sharedTable, bucketTable }) => [
    ...sharedTable(
      'plugin_host',
      `host_app_id TEXT PRIMARY KEY,
       tenant_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       return_rules TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       updated_at ${integer} NOT NULL`,
    ),
    // One row for each end of a binding, so that neither can be bound twice: this one lies in the bucket of the openpid …
    ...bucketTable(
      'openpid_binding',
      `bucket ${integer} NOT NULL,
       host_app_id TEXT NOT NULL,
       openpid TEXT NOT NULL,
       tenant_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       user_code TEXT NOT NULL,
       bound_at ${integer} NOT NULL,
       PRIMARY KEY (bucket, host_app_id, openpid)`,
    ),
    // … and this one in that of the user.
    ...bucketTable(
      'user_binding',
      `bucket ${integer} NOT NULL,
       tenant_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       user_code TEXT NOT NULL,
       host_app_id TEXT NOT NULL,
       openpid TEXT NOT NULL,
       bound_at ${integer} NOT NULL,
       PRIMARY KEY (bucket, tenant_id, app_channel_id, user_code, host_app_id)`,
    ),
    // In the bucket of the token's hash, which is all that is kept of it.
    ...bucketTable(
      'plugin_session',
      `bucket ${integer} NOT NULL,
       token_hash TEXT NOT NULL,
       tenant_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       user_code TEXT NOT NULL,
       host_app_id TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       expires_at ${integer} NOT NULL,
       PRIMARY KEY (bucket, token_hash)`,
    ),
    'CREATE INDEX plugin_session_age ON plugin_session (bucket, expires_at)',
    // Who gave out a coupon that 出行服务 did not ask for: the plugin; nothing means an operator.
    'ALTER TABLE coupon ADD COLUMN issued_by TEXT',
  ],
};
