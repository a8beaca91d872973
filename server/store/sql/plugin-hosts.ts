// The mini-programs that may open the plugin.
import type { PluginHost } from '../../domain/plugin-host.ts';
import { returnRules } from '../../domain/return-target.ts';
import type { Session } from '../database.ts';
import { touchDirectory } from './tenants.ts';

export async function listPluginHosts(session: Session): Promise<PluginHost[]> {
  const rows = await session.all<{
    host_app_id: string;
    tenant_id: string;
    app_channel_id: number;
    return_rules: string;
  }>('SELECT host_app_id, tenant_id, app_channel_id, return_rules FROM plugin_host ORDER BY host_app_id');
  return rows.map((row) => ({
    hostAppId: row.host_app_id,
    tenantId: row.tenant_id,
    appChannelId: row.app_channel_id,
    returnRules: returnRules.parse(JSON.parse(row.return_rules)),
  }));
}

export async function savePluginHost(tx: Session, host: PluginHost, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO plugin_host (host_app_id, tenant_id, app_channel_id, return_rules, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (host_app_id) DO UPDATE SET tenant_id = excluded.tenant_id, app_channel_id = excluded.app_channel_id,
       return_rules = excluded.return_rules, updated_at = excluded.updated_at`,
    [host.hostAppId, host.tenantId, host.appChannelId, JSON.stringify(host.returnRules), now, now],
  );
  await touchDirectory(tx);
}
