// A request of the merchant open API as it came: the envelope in either spelling, and Params without a digit lost.
import { z } from 'zod';
import { id } from '../sp/fields.ts';
import { type JsonMember, JsonSourceError, parseJsonSource } from '../sp/json-source.ts';
import { firstProblem } from '../sp/problem.ts';
import { parseTimestamp } from '../sp/times.ts';
import { MerchantError } from './codes.ts';
import { parseExactJson } from './exact-json.ts';

export interface MerchantBody {
  readonly openId: string;
  readonly grantCode: string;
  /** As it came: `normalToken` reads it. */
  readonly token: string;
  /** The very text that was signed: `envelopeTime` reads it. */
  readonly timestamp: string;
  readonly nonce: string;
  /** V3 says by its path what is wanted. */
  readonly action?: string;
  readonly params: Record<string, unknown>;
  /** The value of Params exactly as it stands in the body, for `verifyDigest`; empty where it is absent. */
  readonly paramsSource: string;
}

const envelope = z.object({
  OpenId: id(64),
  GrantCode: id(64),
  Token: id(128),
  Timestamp: id(32),
  Nonce: id(64),
  Action: id(64).optional(),
});

type EnvelopeName = keyof typeof envelope.shape | 'Params';

/** V2 spells its names with capitals, V3 and the signature without. */
const canonicalNames: ReadonlyMap<string, EnvelopeName> = new Map(
  ([...Object.keys(envelope.shape), 'Params'] as EnvelopeName[]).flatMap((name) => [
    [name, name],
    [name.charAt(0).toLowerCase() + name.slice(1), name],
  ]),
);

/** Throws a MerchantError `badEnvelope` that names what is wrong. */
export function readBody(text: string): MerchantBody {
  const members = byCanonicalName(readMembers(text, 'body'));
  const paramsMember = members.get('Params');
  members.delete('Params');
  const parsed = envelope.safeParse(
    Object.fromEntries(Array.from(members, ([name, member]) => [name, fieldValue(name, member)])),
  );
  if (!parsed.success) throw new MerchantError('badEnvelope', firstProblem(parsed.error));
  const { OpenId, GrantCode, Token, Timestamp, Nonce, Action } = parsed.data;
  return {
    openId: OpenId,
    grantCode: GrantCode,
    token: Token,
    timestamp: Timestamp,
    nonce: Nonce,
    ...(Action === undefined ? {} : { action: Action }),
    params: paramsMember === undefined ? {} : readParams(paramsMember),
    paramsSource: paramsMember?.slice ?? '',
  };
}

/** Epoch ms of a Timestamp: 10 digits are seconds, 13 milliseconds; undefined for anything else. */
export function envelopeTime(timestamp: string): number | undefined {
  return parseTimestamp(timestamp);
}

/** `what` is what the words of a refusal call it. */
function readMembers(text: string, what: string): JsonMember[] {
  try {
    return parseJsonSource(text);
  } catch (error) {
    if (!(error instanceof JsonSourceError)) throw error;
    throw new MerchantError('badEnvelope', error.message.replace(/^body: /, `${what}: `));
  }
}

function byCanonicalName(members: readonly JsonMember[]): Map<EnvelopeName, JsonMember> {
  const found = new Map<EnvelopeName, JsonMember>();
  for (const member of members) {
    const name = canonicalNames.get(member.key.trim());
    if (name === undefined) continue;
    if (found.has(name)) throw new MerchantError('badEnvelope', `${name}: stands there in two spellings`);
    found.set(name, member);
  }
  return found;
}

/** A number enters the signature as it is written. null and, for Action, "" are absent. */
function fieldValue(name: EnvelopeName, { value, slice }: JsonMember): unknown {
  if (typeof value === 'number' && (name === 'Timestamp' || name === 'Nonce')) return slice;
  return value === null || (name === 'Action' && value === '') ? undefined : value;
}

/** PHP writes an empty object as []; some callers put JSON into a text. */
function readParams({ value, slice }: JsonMember): Record<string, unknown> {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return {};
  if (typeof value === 'string') {
    readMembers(value, 'Params');
    return parseExactJson(value) as Record<string, unknown>;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MerchantError('badEnvelope', 'Params: must be an object');
  }
  return parseExactJson(slice) as Record<string, unknown>;
}
