// Everything that a directory knows, read at once, with the secrets opened.
import type { SignatureScheme } from '../../shared/sp/signature.ts';
import type { MerchantAccount, MerchantCredential } from '../domain/merchant.ts';
import type { PluginHost } from '../domain/plugin-host.ts';
import type { Channel, Credential, Tenant } from '../domain/tenant.ts';
import type { Database, Session } from './database.ts';
import { listAccounts, listMerchantCredentials } from './sql/merchants.ts';
import { listPluginHosts } from './sql/plugin-hosts.ts';
import { directoryVersion, listChannels, listCredentials, listTenants } from './sql/tenants.ts';

export interface Contents {
  readonly version: string;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly credentials: ReadonlyMap<string, Credential>;
  readonly merchantAccounts: ReadonlyMap<string, MerchantAccount>;
  readonly merchantCredentials: ReadonlyMap<string, MerchantCredential>;
  readonly pluginHosts: ReadonlyMap<string, PluginHost>;
}

/** @param place whose secret it is: it opens nowhere else */
export type OpenSecret = (sealed: string, place: string) => string;

/** Where a credential's secret is sealed for: it cannot be opened as another one's. */
export const secretPlace = (apiKey: string): string => `credential:secret:${apiKey}`;
/** The same for a merchant's openKey. */
export const keyPlace = (openId: string): string => `merchant:key:${openId}`;

/** What a tenant calls by this name or number, among those of all tenants. */
export const ofTenant = (tenantId: string, name: string | number): string => `${tenantId}\n${name}`;

export async function loadContents({ read }: Database, openSecret: OpenSecret): Promise<Contents> {
  // The version is read first: a change that comes in between is then loaded once more, never missed.
  const version = await directoryVersion(read);
  return {
    version,
    tenants: byKey(await listTenants(read), ({ tenantId }) => tenantId),
    channels: byKey(await listChannels(read), (one) => ofTenant(one.tenantId, one.appChannelId)),
    credentials: byKey(await openCredentials(read, openSecret), ({ apiKey }) => apiKey),
    merchantAccounts: byKey(await listAccounts(read), (one) => ofTenant(one.tenantId, one.account)),
    merchantCredentials: byKey(await openMerchantCredentials(read, openSecret), ({ openId }) => openId),
    pluginHosts: byKey(await listPluginHosts(read), ({ hostAppId }) => hostAppId),
  };
}

async function openCredentials(read: Session, openSecret: OpenSecret): Promise<Credential[]> {
  const sealed = await listCredentials(read);
  return sealed.map(({ secretSealed, scheme, ...rest }) => ({
    ...rest,
    scheme: scheme as SignatureScheme,
    secret: openSecret(secretSealed, secretPlace(rest.apiKey)),
  }));
}

async function openMerchantCredentials(read: Session, openSecret: OpenSecret): Promise<MerchantCredential[]> {
  const sealed = await listMerchantCredentials(read);
  return sealed.map(({ keySealed, ...rest }) => ({
    ...rest,
    openKey: openSecret(keySealed, keyPlace(rest.openId)),
  }));
}

function byKey<One>(all: readonly One[], keyOf: (one: One) => string): ReadonlyMap<string, One> {
  return new Map(all.map((one) => [keyOf(one), one]));
}
