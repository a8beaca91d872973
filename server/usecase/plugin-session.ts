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
import { endSessions } from './end-sessions.ts';

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
  const { outcome, replaced } = await againOnConflict(() =>
    deps.database.transaction((tx) => openNow(deps, tx, wanted)),
  );
  const current = outcome.kind === 'opened' ? outcome.session.tokenHash : undefined;
  for (const binding of replaced)
    await endSessions(
      deps,
      binding,
      ({ hostAppId, tokenHash }) => hostAppId === binding.hostAppId && tokenHash !== current,
    );
  return outcome;
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

interface Opening {
  readonly outcome: OpenedSession;
  /** What was bound until now. */
  readonly replaced: readonly Binding[];
}

async function openNow(deps: UseCaseDeps, tx: Session, wanted: OpenPluginSession): Promise<Opening> {
  const { host, openpid } = wanted;
  const { hostAppId, tenantId, appChannelId } = host;
  let found = await lookUp(deps, tx, wanted);
  if (isTorn(found, wanted)) found = await lookUp(deps, tx, wanted);
  const decision = decideIdentity(wanted, found, openpid);
  if (decision.kind === 'refused') return { outcome: decision, replaced: [] };
  const known: Binding = { hostAppId, openpid, tenantId, appChannelId, userCode: decision.userCode };
  const replaced =
    decision.kind === 'bind' ? [found.bound, found.ofUser].filter((earlier) => earlier !== undefined) : [];
  for (const earlier of replaced) await deleteBinding(tx, earlier, deps.buckets);
  if (decision.kind === 'bind') await insertBinding(tx, known, deps.now(), deps.buckets);
  return { outcome: await insertSession(deps, tx, known), replaced };
}

async function insertSession(deps: UseCaseDeps, tx: Session, person: Binding): Promise<OpenedSession> {
  const { tenantId, appChannelId, hostAppId, userCode } = person;
  const now = deps.now();
  const token = randomBytes(32).toString('base64url');
  const session: PluginSession = {
    tokenHash: hashOf(token),
    ...{ tenantId, appChannelId, hostAppId, userCode },
    expiresAt: now + lifetimeMs,
  };
  await insertPluginSession(tx, session, now, deps.buckets);
  return { kind: 'opened', token, session };
}

/** @returns undefined where nobody has such a token, or it is over */
export async function pluginSessionOf(deps: UseCaseDeps, token: string): Promise<PluginSession | undefined> {
  const session = await findPluginSession(deps.database.read, hashOf(token), deps.buckets);
  return session !== undefined && session.expiresAt > deps.now() ? session : undefined;
}

export async function deleteOldPluginSessions(deps: UseCaseDeps): Promise<number> {
  let deleted = 0;
  for (let bucket = 0; bucket < deps.buckets; bucket += 1)
    deleted += await deps.database.transaction((tx) => deletePluginSessions(tx, bucket, deps.now()));
  return deleted;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
