// How the text of an environment variable becomes a value. Each schema's message ends the sentence "NAME …".
import { isIP } from 'node:net';
import { z } from 'zod';

/** A schema over text: `must` says what is allowed, `read` gives undefined for everything else. */
function text<T>(must: string, read: (text: string) => T | undefined) {
  return z.string().transform((given, context): T => {
    const value = read(given);
    if (value !== undefined) return value;
    context.addIssue(must);
    return z.NEVER;
  });
}

export function wholeNumber(min: number, max: number) {
  return text(`must be a whole number from ${min} to ${max}`, (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  });
}

export function fraction() {
  return text('must be a number from 0 to 1', (given) => {
    const value = /^\d(\.\d{1,9})?$/.test(given) ? Number(given) : Number.NaN;
    return value <= 1 ? value : undefined;
  });
}

export function flag() {
  return text('must be 0 or 1', (given) => (given === '1' ? true : given === '0' ? false : undefined));
}

export function oneOf<const Words extends readonly string[]>(words: Words) {
  return text(`must be one of ${words.join(', ')}`, (given): Words[number] | undefined =>
    words.find((word) => word === given),
  );
}

export function hostName() {
  return text('must be an IP address or a host name', (given) =>
    isIP(given) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(given) ? given : undefined,
  );
}

export function key() {
  return text('must be 32 bytes, as 64 hexadecimal digits or as base64', parseKey);
}

export function keyList() {
  return text(
    'must be a comma list of keys of 32 bytes, each as 64 hexadecimal digits or as base64',
    (given) => allDefined(splitList(given).map(parseKey)),
  );
}

export type TrustProxy = false | number | string[];

/** Express' `trust proxy`, without the value that believes everybody. */
export function trustProxy() {
  const must = 'must be a number of hops from 0 to 10 or a comma list of addresses and CIDR ranges';
  return text(must, (given): TrustProxy | undefined => {
    if (/^\d+$/.test(given)) return Number(given) > 10 ? undefined : Number(given) || false;
    const ranges = splitList(given);
    return ranges.every(isRange) ? ranges : undefined;
  });
}

/** Without the slash at its end, so that paths can follow. Secrets go there: in the clear at most within this machine. */
export function serviceUrl() {
  const must =
    'must be a URL that begins with https:// (http:// for this machine only), without user, ? or #';
  return text(must, (given) => {
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url === undefined || url.username !== '' || url.password !== '' || /[?#]/.test(given))
      return undefined;
    const isSafe =
      url.protocol === 'https:' ||
      (url.protocol === 'http:' && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url.hostname));
    return isSafe ? url.href.replace(/\/+$/, '') : undefined;
  });
}

/** One word, as ids and secrets are. */
export function word(max: number) {
  return text(`must be 1 to ${max} visible ASCII characters`, (given) =>
    given.length <= max && /^[\x21-\x7e]+$/.test(given) ? given : undefined,
  );
}

/** Names of query parameters, as a comma list. */
export function nameList() {
  return z
    .string()
    .regex(/^[\w-]{1,64}(,[\w-]{1,64}){0,19}$/, { error: 'must be a comma list of up to 20 names' })
    .transform((given): readonly string[] => given.split(','));
}

export function postgresUrl() {
  return text('must be a URL that begins with postgres:// and names a host and a database', (given) => {
    const url = URL.canParse(given) ? new URL(given) : undefined;
    const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
    return isPostgres && url.pathname.length > 1 ? given : undefined;
  });
}

/** A 256-bit key as people write one down; undefined for anything else. */
export function parseKey(given: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, 'hex');
  // 32 bytes are 43 characters of base64 and one of padding, in either alphabet.
  return /^[\w+/-]{43}=?$/.test(given) ? Buffer.from(given, 'base64') : undefined;
}

/** A range of no bits is everybody, which is what a list is there to prevent. */
function isRange(given: string): boolean {
  const [address = '', bits, ...rest] = given.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function splitList(given: string): string[] {
  return given.split(',').map((item) => item.trim());
}

function allDefined<T>(items: (T | undefined)[]): T[] | undefined {
  const found = items.filter((item) => item !== undefined);
  return found.length === items.length ? found : undefined;
}
