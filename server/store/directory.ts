// Tenants, channels and credentials in memory, kept up to date while other processes change them.
import type { SignatureScheme } from '../../shared/sp/signature.ts';
import { type Channel, type Credential, isActive, type Tenant } from '../domain/tenant.ts';
import type { Database } from './database.ts';
import { directoryVersion, listChannels, listCredentials, listTenants } from './sql/tenants.ts';

export interface Directory {
  tenant(tenantId: string): Tenant | undefined;
  channel(tenantId: string, appChannelId: number): Channel | undefined;
  channels(): readonly Channel[];
  /** A credential that is active now. */
  credential(apiKey: string, now: number): Credential | undefined;
  /** The key that our own calls are signed with: the tenant's newest that is active. */
  signingCredential(tenantId: string, now: number): Credential | undefined;
  /** Reads everything again if any process changed it. @returns whether anything had changed. */
  refresh(): Promise<boolean>;
}

interface Contents {
  readonly version: string;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly credentials: ReadonlyMap<string, Credential>;
}

type OpenSecret = (sealed: string, place: string) => string;

/** Where a credential's secret is sealed for: it cannot be opened as another one's. */
export const secretPlace = (apiKey: string): string => `credential:secret:${apiKey}`;

/** @param openSecret unseals what `credential.secret_sealed` holds */
export async function openDirectory(database: Database, openSecret: OpenSecret): Promise<Directory> {
  let contents = await load(database, openSecret);
  let last: Promise<unknown> = Promise.resolve();

  async function refreshNow(): Promise<boolean> {
    if ((await directoryVersion(database.read)) === contents.version) return false;
    contents = await load(database, openSecret);
    return true;
  }

  return {
    tenant: (tenantId) => contents.tenants.get(tenantId),
    channel: (tenantId, appChannelId) => contents.channels.get(channelKey(tenantId, appChannelId)),
    channels: () => [...contents.channels.values()],
    credential(apiKey, now) {
      const credential = contents.credentials.get(apiKey);
      return credential !== undefined && isActive(credential, now) ? credential : undefined;
    },
    signingCredential(tenantId, now) {
      const mine = [...contents.credentials.values()].filter(
        (credential) => credential.tenantId === tenantId && isActive(credential, now),
      );
      return mine.sort((a, b) => a.activeFromAt - b.activeFromAt).at(-1);
    },
    refresh() {
      // Not joined to the one under way: that may have read before the caller's own change was committed.
      const mine = last.then(refreshNow);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function load(database: Database, openSecret: OpenSecret): Promise<Contents> {
  // The version is read first: a change that comes in between is then loaded once more, never missed.
  const version = await directoryVersion(database.read);
  const [tenants, channels, credentials] = [
    await listTenants(database.read),
    await listChannels(database.read),
    await listCredentials(database.read),
  ];
  return {
    version,
    tenants: new Map(tenants.map((tenant) => [tenant.tenantId, tenant])),
    channels: new Map(
      channels.map((channel) => [channelKey(channel.tenantId, channel.appChannelId), channel]),
    ),
    credentials: new Map(
      credentials.map(({ secretSealed, scheme, ...rest }) => [
        rest.apiKey,
        {
          ...rest,
          scheme: scheme as SignatureScheme,
          secret: openSecret(secretSealed, secretPlace(rest.apiKey)),
        },
      ]),
    ),
  };
}

const channelKey = (tenantId: string, appChannelId: number): string => `${tenantId}\n${appChannelId}`;
