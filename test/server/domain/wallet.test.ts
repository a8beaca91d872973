// What is taken from principal and gift, who books it, and the ledger line of every movement.
import fc from 'fast-check';
import {
  type Booking,
  bookTaken,
  type Funds,
  fundsLimit,
  moveFunds,
  splitAmount,
  type TakeOrder,
  type Wallet,
} from '../../../server/domain/wallet.ts';
import { noon } from '../../kit/clock.ts';

const by = { kind: 'consume', at: noon, ref: 'consume:b1', actor: 'till' } as const;
const none: Funds = { rechargeFen: 0, giftFen: 0, points: 0 };

function aWallet(funds: Partial<Funds> = {}): Wallet {
  return { bucket: 0, customerId: 'c1', version: 4, ...none, ...funds };
}

/** @throws when the movement is refused. */
function moved(wallet: Wallet, change: Funds) {
  const result = moveFunds(wallet, change, by);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

const negated = ({ rechargeFen, giftFen, points }: Funds): Funds => ({
  rechargeFen: -rechargeFen,
  giftFen: -giftFen,
  points: -points,
});

const amount = fc.integer({ min: 0, max: fundsLimit });
const funds = fc.record({ rechargeFen: amount, giftFen: amount, points: amount });
const order = fc.constantFrom<TakeOrder>('recharge-first', 'gift-first', 'proportional');
/** Funds, and an amount that they suffice for. */
const enough = funds.chain((held) =>
  fc.tuple(fc.constant(held), fc.integer({ min: 0, max: held.rechargeFen + held.giftFen })),
);

describe('splitAmount', () => {
  it.each<[TakeOrder, number, number, number, number, number]>([
    ['recharge-first', 1000, 500, 300, 300, 0],
    ['recharge-first', 1000, 500, 1000, 1000, 0],
    ['recharge-first', 1000, 500, 1001, 1000, 1],
    ['recharge-first', 0, 500, 500, 0, 500],
    ['gift-first', 1000, 500, 300, 0, 300],
    ['gift-first', 1000, 500, 501, 1, 500],
    ['gift-first', 1000, 500, 1500, 1000, 500],
    ['proportional', 1000, 500, 300, 200, 100],
    ['proportional', 1000, 500, 1, 0, 1],
    ['proportional', 1000, 500, 100, 66, 34],
    ['proportional', 1000, 0, 999, 999, 0],
    ['proportional', 0, 500, 499, 0, 499],
    ['proportional', 0, 0, 0, 0, 0],
    // The product of these is beyond what a number holds exactly.
    ['proportional', 9_999_999_999_999, 3, 9_999_999_999_999, 9_999_999_999_996, 3],
  ])('%s from %i and %i takes %i as %i and %i', (by, rechargeFen, giftFen, amountFen, principal, gift) => {
    expect(splitAmount(aWallet({ rechargeFen, giftFen }), amountFen, by)).toEqual({
      rechargeFen: principal,
      giftFen: gift,
    });
  });

  it.each<TakeOrder>(['recharge-first', 'gift-first', 'proportional'])(
    'refuses more than is there %s',
    (by) => {
      expect(splitAmount(aWallet({ rechargeFen: 10, giftFen: 5, points: 99 }), 16, by)).toBeUndefined();
    },
  );

  it('makes plain nothing of a negative nothing', () => {
    expect(splitAmount(aWallet({ giftFen: 5 }), -0, 'gift-first')).toEqual({ rechargeFen: 0, giftFen: 0 });
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('throws for %d, which is no amount', (amountFen) => {
    expect(() => splitAmount(aWallet({ rechargeFen: 100 }), amountFen, 'recharge-first')).toThrow(
      new RangeError(`Not an amount: ${amountFen}`),
    );
  });

  it('takes exactly the amount and never too much', () => {
    fc.assert(
      fc.property(enough, order, ([held, amountFen], order) => {
        const taken = splitAmount(held, amountFen, order) ?? fail();
        expect(taken.rechargeFen + taken.giftFen).toBe(amountFen);
        for (const part of ['rechargeFen', 'giftFen'] as const) {
          expect(Object.is(taken[part], -0)).toBe(false);
          expect(taken[part]).toBeGreaterThanOrEqual(0);
          expect(taken[part]).toBeLessThanOrEqual(held[part]);
        }
      }),
    );
  });

  it('touches the second only when the first is empty', () => {
    fc.assert(
      fc.property(enough, ([held, amountFen]) => {
        const rechargeFirst = splitAmount(held, amountFen, 'recharge-first') ?? fail();
        if (rechargeFirst.giftFen > 0) expect(rechargeFirst.rechargeFen).toBe(held.rechargeFen);
        const giftFirst = splitAmount(held, amountFen, 'gift-first') ?? fail();
        if (giftFirst.rechargeFen > 0) expect(giftFirst.giftFen).toBe(held.giftFen);
      }),
    );
  });

  it('rounds the proportional principal down, by less than 1', () => {
    fc.assert(
      fc.property(enough, ([held, amountFen]) => {
        const { rechargeFen } = splitAmount(held, amountFen, 'proportional') ?? fail();
        const total = BigInt(held.rechargeFen + held.giftFen);
        const lost = BigInt(amountFen) * BigInt(held.rechargeFen) - BigInt(rechargeFen) * total;
        expect(lost >= 0n && (lost < total || total === 0n)).toBe(true);
      }),
    );
  });
});

describe('moveFunds', () => {
  it('writes the next line of the ledger', () => {
    const wallet = aWallet({ rechargeFen: 100, giftFen: 20, points: 7 });
    const change = { rechargeFen: -60, giftFen: 5, points: -7 };
    const after = { rechargeFen: 40, giftFen: 25, points: 0 };
    expect(moveFunds(wallet, change, { ...by, reason: 'lunch' })).toEqual({
      wallet: { bucket: 0, customerId: 'c1', version: 5, ...after },
      entry: { bucket: 0, customerId: 'c1', entryNumber: 5, ...by, change, after, reason: 'lunch' },
    });
  });

  it('leaves the reason open and the given wallet alone', () => {
    const wallet = Object.freeze(aWallet({ points: 1 }));
    expect(moved(wallet, { ...none, points: 1 }).entry.reason).toBeUndefined();
    expect(wallet).toEqual(aWallet({ points: 1 }));
  });

  it.each([
    ['short-of-balance', { ...none, rechargeFen: -101 }],
    ['short-of-balance', { ...none, rechargeFen: 1000, giftFen: -21 }],
    ['short-of-points', { ...none, points: -8 }],
    ['short-of-balance', { rechargeFen: -101, giftFen: 0, points: -8 }],
    ['over-limit', { ...none, rechargeFen: fundsLimit - 99 }],
    ['over-limit', { ...none, giftFen: fundsLimit }],
    ['over-limit', { ...none, points: Number.MAX_SAFE_INTEGER }],
  ])('is %s for a change of %j', (why, change) => {
    expect(moveFunds(aWallet({ rechargeFen: 100, giftFen: 20, points: 7 }), change, by)).toBe(why);
  });

  it('fills a wallet to its limit and empties it', () => {
    const full = { rechargeFen: fundsLimit, giftFen: fundsLimit, points: fundsLimit };
    expect(moved(aWallet(), full).wallet).toMatchObject(full);
    expect(moved(aWallet(full), negated(full)).wallet).toMatchObject(none);
  });

  it('gives back beyond the limit, since it may have been filled up meanwhile', () => {
    const full = aWallet({ rechargeFen: fundsLimit });
    const back = moveFunds(full, { ...none, rechargeFen: 5 }, { ...by, kind: 'reverse' });
    expect(back).toMatchObject({ wallet: { rechargeFen: fundsLimit + 5 } });
  });

  it.each(['rechargeFen', 'giftFen', 'points'] as const)(
    'pays from a wallet whose %s are beyond the limit',
    (part) => {
      const full = aWallet({ points: 1, [part]: fundsLimit + 5 });
      expect(moveFunds(full, { ...none, [part]: -2 }, by)).toMatchObject({
        wallet: { [part]: fundsLimit + 3 },
      });
      expect(moveFunds(full, { ...none, [part]: 1 }, by)).toBe('over-limit');
      expect(moveFunds(full, none, by)).toMatchObject({ wallet: { [part]: fundsLimit + 5 } });
      expect(moveFunds(aWallet(), { ...none, [part]: fundsLimit + 1 }, by)).toBe('over-limit');
      expect(moveFunds(aWallet(), { ...none, [part]: fundsLimit }, by)).toMatchObject({
        wallet: { version: 5 },
      });
    },
  );

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('throws for a change of %d', (points) => {
    expect(() => moveFunds(aWallet(), { ...none, points }, by)).toThrow(
      new RangeError('A change is not of whole numbers'),
    );
  });

  it('writes no negative nothing down', () => {
    const { wallet, entry } = moved(aWallet(), negated(none));
    // toEqual tells 0 and -0 apart.
    expect(entry.change).toEqual(none);
    expect(entry.after).toEqual(none);
    expect(wallet).toEqual({ ...aWallet(), version: 5 });
  });

  it('gives back by a reversal what was taken', () => {
    fc.assert(
      fc.property(enough, order, ([held, amountFen], order) => {
        const before = aWallet(held);
        const taken = { ...(splitAmount(held, amountFen, order) ?? fail()), points: held.points };
        const consumed = moved(before, negated(taken));
        const reversed = moved(consumed.wallet, negated(consumed.entry.change));
        expect(reversed.wallet).toEqual({ ...before, version: 6 });
        expect(reversed.entry.change).toEqual(taken);
      }),
    );
  });

  it('keeps balances equal to their lines, never negative', () => {
    const step = fc.integer({ min: -fundsLimit, max: fundsLimit });
    const change = fc.record({ rechargeFen: step, giftFen: step, points: step });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let wallet = { ...aWallet(), version: 0 };
        const lines: Funds[] = [];
        for (const one of changes) {
          const result = moveFunds(wallet, one, by);
          if (typeof result === 'string') continue;
          wallet = result.wallet;
          lines.push(result.entry.change);
          expect(result.entry.entryNumber).toBe(lines.length);
        }
        for (const part of ['rechargeFen', 'giftFen', 'points'] as const) {
          expect(wallet[part]).toBe(lines.reduce((sum, line) => sum + line[part], 0));
          expect(wallet[part]).toBeGreaterThanOrEqual(0);
          expect(wallet[part]).toBeLessThanOrEqual(fundsLimit);
        }
      }),
    );
  });
});

describe('bookTaken', () => {
  const taken = { rechargeFen: 70, giftFen: 30 };

  it.each<[Booking, string | undefined, number, number]>([
    ['head-office', 's1', 100, 0],
    ['store', 's1', 0, 100],
    ['gift-at-store', 's1', 70, 30],
    ['head-office', undefined, 100, 0],
    ['store', undefined, 100, 0],
    ['gift-at-store', undefined, 100, 0],
  ])('books %s in store %s as %i and %i', (booking, storeCode, headOfficeFen, storeFen) => {
    expect(bookTaken(taken, booking, storeCode)).toEqual({ headOfficeFen, storeFen });
  });

  it('books all of what was taken, once', () => {
    const booking = fc.constantFrom<Booking>('head-office', 'store', 'gift-at-store');
    fc.assert(
      fc.property(funds, booking, fc.option(fc.string(), { nil: undefined }), (held, booking, store) => {
        const { headOfficeFen, storeFen } = bookTaken(held, booking, store);
        expect(headOfficeFen + storeFen).toBe(held.rechargeFen + held.giftFen);
        expect(Math.min(headOfficeFen, storeFen)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

function fail(): never {
  throw new Error('the wallet does not suffice');
}
