// Pay passwords: what is stored of them, and five wrong ones lock for a quarter of an hour.
import { scryptSync } from 'node:crypto';
import fc from 'fast-check';
import {
  afterWrong,
  checkPassword,
  hashPassword,
  isLocked,
  noTries,
  type PasswordTries,
  verifyPassword,
} from '../../../server/domain/pay-password.ts';
import { noon } from '../../kit/clock.ts';

const minute = 60_000;

describe('checkPassword', () => {
  it.each(['1234', 'x'.repeat(64), '🚗'.repeat(4), '🚗'.repeat(64)])('accepts %j', (password) => {
    expect(checkPassword(password)).toBeUndefined();
  });

  it.each([
    ['', /at least 4/],
    ['123', /at least 4/],
    ['🚗🚗', /at least 4/],
    ['x'.repeat(65), /at most 64/],
    ['🚗'.repeat(65), /at most 64/],
  ])('says what is wrong with %j', (password, problem) => {
    expect(checkPassword(password)).toMatch(problem);
  });
});

describe('a stored password', () => {
  // Made apart from this code, by `hashlib.scrypt` of Python.
  const known = 'scrypt$14$8$1$AAECAwQFBgcICQoLDA0ODw$CK0qax9U0iEJre9BYhaGCAVa8MgC5NC1MDA__gWfOd4';

  it('is verified by itself and nothing else', async () => {
    const stored = await hashPassword('135790');
    expect(await verifyPassword('135790', stored)).toBe(true);
    for (const other of ['135791', '', '13579', '135790 ']) {
      expect(await verifyPassword(other, stored)).toBe(false);
    }
  });

  it('says its costs, salt and hash, nothing else', async () => {
    expect(await hashPassword('135790')).toMatch(/^scrypt\$14\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  });

  it('is salted anew each time', async () => {
    expect(await hashPassword('135790')).not.toBe(await hashPassword('135790'));
  });

  it('is the scrypt that others compute', async () => {
    expect(await verifyPassword('支付135790', known)).toBe(true);
    expect(await verifyPassword('支付135791', known)).toBe(false);
  });

  it('is verified at the costs it was made with', async () => {
    const cheap = 'scrypt$10$8$2$AAECAwQFBgcICQoLDA0ODw$Zwndh2F7sqhL8cTgJLaFr2PW6JFO0u9ixwZkvxwKB44';
    expect(await verifyPassword('135790', cheap)).toBe(true);
    expect(await verifyPassword('135790', cheap.replace('$8$2$', '$8$1$'))).toBe(false);
  });

  it.each([
    '',
    '135790',
    known.replace('scrypt', 'bcrypt'),
    known.slice(0, -1),
    `${known}$`,
    `x${known}`,
    known.replace('$14$', '$-4$'),
  ])('throws when it is not readable: %j', async (stored) => {
    const why = 'A stored pay password is not readable';
    await expect(verifyPassword('支付135790', stored)).rejects.toThrow(why);
  });

  it.each(['$0$', '$30$'])('throws when it costs what it must not: %s', async (cost) => {
    await expect(verifyPassword('支付135790', known.replace('$14$', cost))).rejects.toThrow();
  });

  it('is read at costs of two digits, too', async () => {
    const [salt, password] = [Buffer.alloc(16, 7), '135790'];
    const hash = scryptSync(password, salt, 32, { N: 2, r: 10, p: 11 });
    const texts = [salt, hash].map((bytes) => bytes.toString('base64url'));
    expect(await verifyPassword(password, ['scrypt', 1, 10, 11, ...texts].join('$'))).toBe(true);
  });
});

/** The tries after wrong ones at these minutes. */
const wrongAt = (...minutes: readonly number[]): PasswordTries =>
  minutes.reduce((tries, each) => afterWrong(tries, noon + each * minute), noTries);

const lockedAt = (tries: PasswordTries, at: number) => isLocked(tries, noon + at * minute);

describe('wrong passwords', () => {
  it('are none at first', () => {
    expect(noTries).toStrictEqual({ wrong: 0, sinceAt: undefined, lockedUntilAt: undefined });
  });

  it('do not lock before the fifth', () => {
    expect(isLocked(noTries, noon)).toBe(false);
    expect(wrongAt(0, 1, 2, 3)).toEqual({ wrong: 4, sinceAt: noon, lockedUntilAt: undefined });
  });

  it('lock at the fifth for 15 minutes', () => {
    const tries = wrongAt(0, 1, 2, 3, 4);
    expect(tries).toEqual({ wrong: 5, sinceAt: noon, lockedUntilAt: noon + 19 * minute });
    expect([4, 18.9999, 19].map((at) => lockedAt(tries, at))).toEqual([true, true, false]);
  });

  it('lock when the fifth comes just in time', () => {
    expect(lockedAt(wrongAt(0, 1, 2, 3, 14.9999), 15)).toBe(true);
  });

  it('count anew 15 minutes after the first', () => {
    expect(wrongAt(0, 1, 2, 3, 15)).toEqual({
      wrong: 1,
      sinceAt: noon + 15 * minute,
      lockedUntilAt: undefined,
    });
  });

  it('do not count while the lock holds', () => {
    expect(wrongAt(0, 0, 0, 0, 0, 1, 5, 14)).toEqual(wrongAt(0, 0, 0, 0, 0));
  });

  it('count anew after the lock, even early', () => {
    // The fifth came so late that the lock outlives the counting, and the other way round.
    for (const first of [
      [0, 14, 14, 14, 14, 29],
      [0, 0, 0, 0, 0, 15],
    ]) {
      const last = first.at(-1) ?? 0;
      expect(wrongAt(...first)).toEqual({
        wrong: 1,
        sinceAt: noon + last * minute,
        lockedUntilAt: undefined,
      });
    }
  });

  it('never are more than five in a quarter hour and its lock', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 10 * minute }), { minLength: 30, maxLength: 100 });
    fc.assert(
      fc.property(waits, (waits) => {
        let [tries, at] = [noTries, noon];
        const looked: number[] = [];
        for (const wait of waits) {
          at += wait;
          if (isLocked(tries, at)) continue;
          looked.push(at);
          tries = afterWrong(tries, at);
        }
        // Windows follow each other, so nine fit where one ends and the next begins; the tenth finds a lock.
        looked.slice(9).forEach((late, nth) => {
          expect(late - (looked[nth] ?? late)).toBeGreaterThanOrEqual(15 * minute);
        });
      }),
    );
  });
});
