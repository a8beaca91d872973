// Tenants, channels, merchants and their keys in memory, kept up to date while other processes change them.
import type { MerchantAccount, MerchantCredential } from '../domain/merchant.ts';
import type { PluginHost } from '../domain/plugin-host.ts';
import { type Channel, type Credential, isActive, type Tenant } from '../domain/tenant.ts';
import type { Database } from './database.ts';
import { loadContents, type OpenSecret, ofTenant } from './directory-contents.ts';
import { directoryVersion } from './sql/tenants.ts';

export interface Directory {
  tenant(tenantId: string): Tenant | undefined;
  channel(tenantId: string, appChannelId: number): Channel | undefined;
  channels(): readonly Channel[];
  /** A credential that is active now. */
  credential(apiKey: string, now: number): Credential | undefined;
  /** The key that our own calls are signed with: the tenant's newest that is active. */
  signingCredential(tenantId: string, now: number): Credential | undefined;
  /** A merchant's credential that is active now. */
  merchantCredential(openId: string, now: number): MerchantCredential | undefined;
  merchantAccount(tenantId: string, account: string): MerchantAccount | undefined;
  /** A mini-program that may open the plugin. */
  pluginHost(hostAppId: string): PluginHost | undefined;
  /** Reads everything again if any process changed it. @returns whether anything is other than when it was called, whoever read it. */
  refresh(): Promise<boolean>;
}

/** @param openSecret unseals what `credential.secret_sealed` and `merchant_credential.key_sealed` hold */
export async function openDirectory(database: Database, openSecret: OpenSecret): Promise<Directory> {
  let contents = await loadContents(database, openSecret);
  let last: Promise<unknown> = Promise.resolve();

  async function refreshNow(): Promise<void> {
    if ((await directoryVersion(database.read)) === contents.version) return;
    contents = await loadContents(database, openSecret);
  }

  return {
    tenant: (tenantId) => contents.tenants.get(tenantId),
    channel: (tenantId, appChannelId) => contents.channels.get(ofTenant(tenantId, appChannelId)),
    channels: () => [...contents.channels.values()],
    credential: (apiKey, now) => ifActive(contents.credentials.get(apiKey), now),
    signingCredential(tenantId, now) {
      const mine = [...contents.credentials.values()].filter(
        (credential) => credential.tenantId === tenantId && isActive(credential, now),
      );
      return mine.sort((a, b) => a.activeFromAt - b.activeFromAt).at(-1);
    },
    merchantCredential: (openId, now) => ifActive(contents.merchantCredentials.get(openId), now),
    merchantAccount: (tenantId, account) => contents.merchantAccounts.get(ofTenant(tenantId, account)),
    pluginHost: (hostAppId) => contents.pluginHosts.get(hostAppId),
    refresh() {
      // Not joined to the one under way: that may have read before the caller's own change was committed.
      const mine = last.then(refreshNow);
      last = mine.catch(() => undefined);
      // Somebody else's may have read what this one was called for: of many callers with a new key, one alone would be let in.
      const before = contents;
      return mine.then(() => contents !== before);
    },
  };
}

function ifActive<Key extends Parameters<typeof isActive>[0]>(
  key: Key | undefined,
  now: number,
): Key | undefined {
  return key !== undefined && isActive(key, now) ? key : undefined;
}
