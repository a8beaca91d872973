// What is stored sealed: credentials' secrets and phone numbers, under keys derived from the master key.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { demoMasterKey } from './master-key.ts';
import type { Settings } from './settings.ts';

export type Seal = {
  /** `v1.<key id>.<base64url of iv, cipher text and tag>`. `place` says whose secret it is: it opens nowhere else. */
  seal(plain: string, place: string): string;
  /** @throws SealError for another place, an unknown key or a changed byte. */
  open(sealed: string, place: string): string;
  /** Whether the current key sealed it. */
  isCurrent(sealed: string): boolean;
  /** Names the current key, as it stands in what it sealed. */
  readonly keyId: string;
  /** A keyed hash to look a value up by without storing it. It is made with the current key only. */
  hash(plain: string, place: string): string;
};

export type SealKeys = { readonly current: Buffer; readonly older: readonly Buffer[] };

export class SealError extends Error {
  override readonly name = 'SealError';
}

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Subkeys = { readonly id: string; readonly encryption: Buffer; readonly hashing: Buffer };

/** Seals with the current key; opens what any of the keys sealed. */
export function createSeal(keys: SealKeys): Seal {
  const current = derive(keys.current);
  const byId = new Map([...keys.older.map(derive), current].map((subkeys) => [subkeys.id, subkeys]));

  return {
    seal(plain, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current.encryption, iv).setAAD(binding(current.id, place));
      const body = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current.id, body.toString('base64url')].join('.');
    },
    open(sealed, place) {
      const { id, body } = parse(sealed);
      const subkeys = byId.get(id);
      if (!subkeys)
        throw new SealError(`No master key with the id ${id} is known; was MASTER_KEYS_OLD left out?`);
      return decrypt(body, subkeys, place);
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${current.id}.`),
    keyId: current.id,
    hash(plain, place) {
      // JSON keeps the border between the two from moving.
      return createHmac('sha256', current.hashing)
        .update(JSON.stringify([place, plain]))
        .digest('base64url');
    },
  };
}

/** In production the key of the settings; in demo mode, unless given, one kept in the data directory. */
export function loadMasterKey(settings: Pick<Settings, 'mode' | 'masterKey' | 'dataDir'>): Buffer {
  if (settings.masterKey) return settings.masterKey;
  if (settings.mode === 'production') throw new SealError('MASTER_KEY is required in production');
  return demoMasterKey(settings.dataDir);
}

/** 13911112222 → 139****2222. Anything but a plain number may be cipher text: nothing of it is shown. */
export function maskPhone(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '***';
}

function derive(key: Buffer): Subkeys {
  const subkey = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `chelian-coupon ${purpose}`, 32));
  return {
    id: createHash('sha256').update(key).digest('hex').slice(0, 8),
    encryption: subkey('encryption'),
    hashing: subkey('hashing'),
  };
}

function parse(sealed: string): { id: string; body: Buffer } {
  const [version, id, text, ...rest] = sealed.split('.');
  const body = Buffer.from(text ?? '', 'base64url');
  // Decoding skips what is not base64url and the spare bits of the end; a changed character must not pass.
  const whole =
    version === VERSION && id !== undefined && rest.length === 0 && body.toString('base64url') === text;
  if (!whole || body.length < IV_BYTES + TAG_BYTES) throw new SealError('This is not a sealed value');
  return { id, body };
}

function decrypt(body: Buffer, { id, encryption }: Subkeys, place: string): string {
  const decipher = createDecipheriv(CIPHER, encryption, body.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(binding(id, place))
    .setAuthTag(body.subarray(-TAG_BYTES));
  try {
    const plain = [decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(plain).toString('utf8');
  } catch {
    throw new SealError(`The sealed value was changed, or does not belong to ${place}`);
  }
}

function binding(keyId: string, place: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${place}`);
}
