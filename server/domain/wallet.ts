// A customer's wallet: what it holds, how an amount is taken from principal and gift, and the ledger line that every movement is.
// Balances are whole fen and points, never below nothing; a line is never edited, so a reversal is a movement of its own.

export interface Funds {
  /** The principal (储值本金): what the customer paid in. */
  readonly rechargeFen: number;
  /** What was given on top (赠送). */
  readonly giftFen: number;
  readonly points: number;
}

export interface Wallet extends Funds {
  readonly bucket: number;
  readonly customerId: string;
  /** The number of the latest line of its ledger; 0 where there is none. */
  readonly version: number;
}

export type LedgerKind = 'topup' | 'adjust' | 'consume' | 'reverse';

export interface LedgerEntry {
  readonly bucket: number;
  readonly customerId: string;
  /** 1, 2, 3 … in each wallet. */
  readonly entryNumber: number;
  readonly at: number;
  readonly kind: LedgerKind;
  /** Signed: below nothing for what was taken. */
  readonly change: Funds;
  readonly after: Funds;
  /** What caused it; one cause has one line in a wallet. */
  readonly ref: string;
  readonly actor: string;
  readonly reason: string | undefined;
}

export type TakeOrder = 'recharge-first' | 'gift-first' | 'proportional';
/** Who books what was taken: head office (总部), the store where it was taken, or each its part. */
export type Booking = 'head-office' | 'store' | 'gift-at-store';

export interface MoveBy {
  readonly kind: LedgerKind;
  readonly at: number;
  readonly ref: string;
  readonly actor: string;
  readonly reason?: string | undefined;
}

/** Fen or points that a wallet holds at most: far below 2^53, so that sums of sums stay exact. */
export const fundsLimit = 1e13;

type Money = Pick<Funds, 'rechargeFen' | 'giftFen'>;

/**
 * What of an amount each of the two pays.
 * @param amountFen whole and not below nothing
 * @returns undefined when both together are not enough
 */
export function splitAmount(wallet: Funds, amountFen: number, order: TakeOrder): Money | undefined {
  if (!(Number.isSafeInteger(amountFen) && amountFen >= 0))
    throw new RangeError(`Not an amount: ${amountFen}`);
  if (amountFen > wallet.rechargeFen + wallet.giftFen) return undefined;
  // An empty wallet has no proportion, and the caller's 0 may be a -0.
  if (amountFen === 0) return { rechargeFen: 0, giftFen: 0 };
  const rechargeFen = principalOf(wallet, amountFen, order);
  return { rechargeFen, giftFen: amountFen - rechargeFen };
}

function principalOf({ rechargeFen, giftFen }: Funds, amountFen: number, order: TakeOrder): number {
  if (order === 'recharge-first') return Math.min(rechargeFen, amountFen);
  if (order === 'gift-first') return Math.max(amountFen - giftFen, 0);
  // Rounded down; the gift's share, so rounded up, is no more than the gift, since the amount is no more than both.
  // BigInt, because the product passes 2^53.
  return Number((BigInt(amountFen) * BigInt(rechargeFen)) / BigInt(rechargeFen + giftFen));
}

/** Applies a signed change of whole numbers. @returns the wallet and its new ledger line, or why nothing may happen */
export function moveFunds(
  wallet: Wallet,
  change: Funds,
  by: MoveBy,
): { wallet: Wallet; entry: LedgerEntry } | 'short-of-balance' | 'short-of-points' | 'over-limit' {
  const moved = sum(nothing, change);
  if (!Object.values(moved).every(Number.isSafeInteger))
    throw new RangeError('A change is not of whole numbers');
  const after = sum(wallet, moved);
  if (after.rechargeFen < 0 || after.giftFen < 0) return 'short-of-balance';
  if (after.points < 0) return 'short-of-points';
  // What was taken can always be given back, however much was put in since; and a wallet that is too full by that can be emptied.
  const isFull = parts.some((part) => moved[part] > 0 && after[part] > fundsLimit);
  if (isFull && by.kind !== 'reverse') return 'over-limit';

  const { bucket, customerId } = wallet;
  const version = wallet.version + 1;
  const { kind, at, ref, actor, reason } = by;
  return {
    wallet: { ...wallet, ...after, version },
    entry: { bucket, customerId, entryNumber: version, at, kind, change: moved, after, ref, actor, reason },
  };
}

const parts = ['rechargeFen', 'giftFen', 'points'] as const;

/** Added to anything it makes 0 of -0, which is what negating nothing gives. */
const nothing: Funds = { rechargeFen: 0, giftFen: 0, points: 0 };

function sum(a: Funds, b: Funds): Funds {
  return {
    rechargeFen: a.rechargeFen + b.rechargeFen,
    giftFen: a.giftFen + b.giftFen,
    points: a.points + b.points,
  };
}

/** Splits what was taken between head office and the store (storeBalance, shopBalance). Both add up to what was taken. */
export function bookTaken(
  taken: Money,
  booking: Booking,
  storeCode: string | undefined,
): { headOfficeFen: number; storeFen: number } {
  const takenFen = taken.rechargeFen + taken.giftFen;
  const storeFen =
    storeCode === undefined
      ? 0
      : { 'head-office': 0, store: takenFen, 'gift-at-store': taken.giftFen }[booking];
  return { headOfficeFen: takenFen - storeFen, storeFen };
}
