// Is a callback what the documents say? Body → common parameters → credential → signature → freshness → every field.
import { SpError } from '../../shared/sp/codes.ts';
import { type OutboundName, spInterfaces } from '../../shared/sp/interfaces.ts';
import {
  type JsonMember,
  JsonSourceError,
  parseJsonSource,
  toParameters,
} from '../../shared/sp/json-source.ts';
import { type CommonParameters, commonParameters } from '../../shared/sp/messages/common.ts';
import { firstProblem } from '../../shared/sp/problem.ts';
import { verifySignature } from '../../shared/sp/signature.ts';
import type { CredentialLookup } from './credentials.ts';
import { maskParameters } from './mask.ts';
import type { Callback } from './tables.ts';

export interface Checked {
  /** Masked; empty where the body could not be read. */
  readonly parameters: Record<string, unknown>;
  readonly outcome: Callback | SpError;
}

/** Nothing is remembered between calls: the same bytes again, as after a lost answer, are as good as the first time. */
export function checkCallback(
  name: OutboundName,
  text: string,
  { lookup, now }: { lookup: CredentialLookup; now: number },
): Checked {
  let parameters: Record<string, unknown> = {};
  try {
    const members = readMembers(text);
    const clear = toParameters(members);
    parameters = maskParameters(clear);
    const common = readCommon(clear);
    authenticate(members, common.api_key, lookup);
    refuseStale(common.timestamp, now);
    refuseBlanksInKeys(members);
    return { parameters, outcome: masked(readCallback(name, clear)) };
  } catch (error) {
    if (error instanceof SpError) return { parameters, outcome: error };
    throw error;
  }
}

/** @throws SpError badParameter */
export function readCallback(name: OutboundName, parameters: object): Callback {
  const parsed = spInterfaces[name].request.safeParse(parameters);
  if (!parsed.success) throw new SpError('badParameter', firstProblem(parsed.error));
  // The table's entry for `name` made this message; the compiler cannot follow the index.
  return { interface: name, message: parsed.data } as Callback;
}

function masked(callback: Callback): Callback {
  return { ...callback, message: maskParameters(callback.message) } as unknown as Callback;
}

function readMembers(text: string): JsonMember[] {
  try {
    return parseJsonSource(text);
  } catch (error) {
    if (error instanceof JsonSourceError) throw new SpError('badParameter', error.message, { http: 400 });
    throw error;
  }
}

function readCommon(parameters: object): CommonParameters {
  const parsed = commonParameters.safeParse(parameters);
  if (!parsed.success) throw new SpError('badParameter', firstProblem(parsed.error));
  return parsed.data;
}

function authenticate(members: readonly JsonMember[], apiKey: string, lookup: CredentialLookup): void {
  const credential = lookup(apiKey);
  if (credential === undefined) throw new SpError('unknownApiKey', 'api_key: is unknown or disabled');
  const match = verifySignature(members, credential);
  if (match === undefined) throw new SpError('badSignature', 'sign: does not verify');
  // A receiver may be more generous (sp §2), but an SP must not count on it.
  if (match !== 'slices') throw new SpError('badSignature', 'sign: is not over the very text that was sent');
}

const windowSeconds = 300;

function refuseStale(at: number, now: number): void {
  if (Math.abs(now - at) <= windowSeconds * 1000) return;
  throw new SpError('staleRequest', `timestamp: is not within ${windowSeconds} s of our clock`);
}

/** The documents' own samples have them; what an SP sends must not. */
function refuseBlanksInKeys(members: readonly JsonMember[]): void {
  const blank = members.find(({ key }) => key !== key.trim());
  if (blank !== undefined) {
    throw new SpError('badParameter', `${blank.key.trim()}: has blanks around its name`);
  }
}
