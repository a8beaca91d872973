// A wallet's pay password (支付密码): how it is kept, and when too many wrong ones lock it.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { fitsCodePoints } from '../../shared/sp/code-points.ts';

export interface PasswordTries {
  /** Wrong ones since `sinceAt`. */
  readonly wrong: number;
  /** When the first of them came. */
  readonly sinceAt: number | undefined;
  readonly lockedUntilAt: number | undefined;
}

export const noTries: PasswordTries = { wrong: 0, sinceAt: undefined, lockedUntilAt: undefined };

const MOST_WRONG = 5;
const COUNTED_MS = 15 * 60_000;
/** No shorter than the counting, so that after a lock it begins anew. */
const LOCKED_MS = COUNTED_MS;

const COST_LOG2 = 14;
const BLOCK_SIZE = 8;
const PARALLEL = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Four times what today's cost takes; a stored text that asks for more is refused instead of eating the memory. */
const MOST_MEMORY = 64 * 1024 * 1024;
const STORED = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22,})\$([\w-]{43,})$/;

/** @returns what is wrong with a new password, in words; undefined: nothing. */
export function checkPassword(password: string): string | undefined {
  if (fitsCodePoints(password, 3)) return 'a pay password has at least 4 characters';
  return fitsCodePoints(password, 64) ? undefined : 'a pay password has at most 64 characters';
}

/** @returns `scrypt$<log2 of N>$<r>$<p>$<salt>$<hash>`: what it cost stays readable when new ones will cost more. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, costs(COST_LOG2, BLOCK_SIZE, PARALLEL));
  const texts = [salt, hash].map((bytes) => bytes.toString('base64url'));
  return ['scrypt', COST_LOG2, BLOCK_SIZE, PARALLEL, ...texts].join('$');
}

/** @throws Error when `stored` is not what hashPassword wrote: that is no wrong password, but a broken row. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, costLog2, blockSize, parallel, salt, hash] = STORED.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('A stored pay password is not readable');
  const expected = Buffer.from(hash, 'base64url');
  const cost = costs(Number(costLog2), Number(blockSize), Number(parallel));
  return timingSafeEqual(
    await derive(password, Buffer.from(salt, 'base64url'), expected.length, cost),
    expected,
  );
}

export function isLocked({ lockedUntilAt }: PasswordTries, now: number): boolean {
  return lockedUntilAt !== undefined && now < lockedUntilAt;
}

/** Counts a wrong password. While the lock holds none is even looked at, so none counts. */
export function afterWrong(tries: PasswordTries, now: number): PasswordTries {
  if (isLocked(tries, now)) return tries;
  const counted = tries.sinceAt !== undefined && now < tries.sinceAt + COUNTED_MS;
  const wrong = counted ? tries.wrong + 1 : 1;
  return {
    wrong,
    sinceAt: counted ? tries.sinceAt : now,
    lockedUntilAt: wrong >= MOST_WRONG ? now + LOCKED_MS : undefined,
  };
}

function costs(log2: number, r: number, p: number): ScryptOptions {
  return { N: 2 ** log2, r, p, maxmem: MOST_MEMORY };
}

/** Takes tens of milliseconds on purpose, on the thread pool. */
function derive(password: string, salt: Buffer, bytes: number, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
