// Sessions of people in the plugin: opened by what WeChat and the host say of them, found again by their token.
import { createHash, randomBytes } from 'node:crypto';
import type { PluginHost } from '../domain/plugin-host.ts';
import { type Binding, decideIdentity, type IdentityView } from '../domain/plugin-identity.ts';
import type { Session } from '../store/database.ts';
import {
  deleteBinding,
  findBindingOfOpenpid,
  findBindingOfUser,
  insertBinding,
} from '../store/sql/bindings.ts';
import {
  deletePluginSessions,
  findPluginSession,
  insertPluginSession,
  type PluginSession,
} from '../store/sql/plugin-sessions.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { UseCaseDeps } from './deps.ts';

export type { PluginSession };

export interface OpenPluginSession {
  readonly host: PluginHost;
  readonly openpid: string;
  /** The user_code that the launch claims. */
  readonly userCode: string | undefined;
  /** A launch ticket says so. */
  readonly proven: boolean;
  readonly bindFirstUse: boolean;
}

export type OpenedSession =
  | { readonly kind: 'opened'; readonly token: string; readonly session: PluginSession }
  | { readonly kind: 'refused'; readonly reason: 'identityMissing' | 'identityRefused' };

/** A day at the counter; after that the plugin logs in again by itself. */
const lifetimeMs = 12 * 3_600_000;

/** Whoever was bound before has to log in anew. @returns the token, which is known to nobody after this */
export async function openPluginSession(
  deps: UseCaseDeps,
  wanted: OpenPluginSession,
): Promise<OpenedSession> {
  return againOnConflict(() => deps.database.transaction((tx) => openNow(deps, tx, wanted)));
}

interface Found extends IdentityView {
  /** What the openpid is bound to, on whichever channel. */
  readonly bound: Binding | undefined;
}

async function lookUp(deps: UseCaseDeps, tx: Session, wanted: OpenPluginSession): Promise<Found> {
  const { host, openpid, userCode } = wanted;
  const { hostAppId, tenantId, appChannelId } = host;
  const bound = await findBindingOfOpenpid(tx, { hostAppId, openpid }, deps.buckets);
  // Where the host was moved to another channel, the same code may be somebody else's.
  const isOfChannel = bound?.tenantId === tenantId && bound.appChannelId === appChannelId;
  const ofOpenpid = isOfChannel ? bound : undefined;
  const claimed = userCode ?? ofOpenpid?.userCode;
  const ofUser =
    claimed === undefined
      ? undefined
      : await findBindingOfUser(tx, { tenantId, appChannelId, userCode: claimed, hostAppId }, deps.buckets);
  return { bound, ofOpenpid, ofUser };
}

/** The ends of a binding are written together; between two reads somebody may have written them, such as the same person's other page. */
const isTorn = ({ ofOpenpid, ofUser }: Found, { openpid, userCode }: OpenPluginSession): boolean =>
  userCode !== undefined && (ofOpenpid?.userCode === userCode) !== (ofUser?.openpid === openpid);

async function openNow(deps: UseCaseDeps, tx: Session, wanted: OpenPluginSession): Promise<OpenedSession> {
  const { host, openpid } = wanted;
  let found = await lookUp(deps, tx, wanted);
  if (isTorn(found, wanted)) found = await lookUp(deps, tx, wanted);
  const decision = decideIdentity(wanted, found, openpid);
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'known') return insertSession(deps, tx, decision.binding);
  const { hostAppId, tenantId, appChannelId } = host;
  const replaced = [found.bound, found.ofUser].filter((earlier) => earlier !== undefined);
  const boundAt = Math.max(deps.now(), ...replaced.map((earlier) => earlier.boundAt + 1));
  const binding = { hostAppId, openpid, tenantId, appChannelId, userCode: decision.userCode, boundAt };
  for (const earlier of replaced) await deleteBinding(tx, earlier, deps.buckets);
  await insertBinding(tx, binding, deps.buckets);
  return insertSession(deps, tx, binding);
}

async function insertSession(deps: UseCaseDeps, tx: Session, person: Binding): Promise<OpenedSession> {
  const { tenantId, appChannelId, hostAppId, userCode, boundAt } = person;
  const now = deps.now();
  const token = randomBytes(32).toString('base64url');
  const session: PluginSession = {
    tokenHash: hashOf(token),
    ...{ tenantId, appChannelId, hostAppId, userCode, boundAt },
    expiresAt: now + lifetimeMs,
  };
  await insertPluginSession(tx, session, now, deps.buckets);
  return { kind: 'opened', token, session };
}

/** @returns undefined where nobody has such a token, or it is over: by its time, or since its user is bound to another openpid now, or to none */
export async function pluginSessionOf(deps: UseCaseDeps, token: string): Promise<PluginSession | undefined> {
  const { read } = deps.database;
  const session = await findPluginSession(read, hashOf(token), deps.buckets);
  if (session === undefined || session.expiresAt <= deps.now()) return undefined;
  const binding = await findBindingOfUser(read, session, deps.buckets);
  return binding !== undefined && binding.boundAt === session.boundAt ? session : undefined;
}

export async function deleteOldPluginSessions(deps: UseCaseDeps): Promise<number> {
  let deleted = 0;
  for (let bucket = 0; bucket < deps.buckets; bucket += 1)
    deleted += await deps.database.transaction((tx) => deletePluginSessions(tx, bucket, deps.now()));
  return deleted;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
