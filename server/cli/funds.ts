// What a wallet holds, or gains and loses, as operators write and read it: yuan with two decimals, and points.
import { InvalidArgumentError } from 'commander';
import { formatYuan, parseYuan } from '../../shared/merchant/money.ts';
import type { Funds } from '../domain/wallet.ts';

/** 12, 12.5 or 12.50, to fen. */
export function yuanAmount(given: string): number {
  const fen = parseYuan(given);
  if (fen !== undefined) return fen;
  throw new InvalidArgumentError('It must be yuan with at most two decimals, such as 12.30.');
}

/** The same with + or - before it. */
export function signedYuan(given: string): number {
  const fen = parseYuan(given.replace(sign, ''));
  if (fen !== undefined) return signed(given, fen);
  throw new InvalidArgumentError('It must be yuan with at most two decimals, such as 12.30 or -5.00.');
}

/** Whole points with or without a sign. */
export function signedPoints(given: string): number {
  if (/^[+-]?\d{1,12}$/.test(given)) return signed(given, Number(given.replace(sign, '')));
  throw new InvalidArgumentError('It must be a whole number, such as 30 or -30.');
}

const sign = /^[+-]/;
const signed = (given: string, amount: number): number => (given.startsWith('-') ? 0 - amount : amount);

export const fundsJson = ({ rechargeFen, giftFen, points }: Funds) => ({
  recharge_amount: formatYuan(rechargeFen),
  gift_amount: formatYuan(giftFen),
  points,
});

/** For `fields`. */
export const fundsWords = ({ rechargeFen, giftFen, points }: Funds) => ({
  recharge: `${formatYuan(rechargeFen)} yuan`,
  gift: `${formatYuan(giftFen)} yuan`,
  points,
});

export const changeJson = ({ rechargeFen, giftFen, points }: Funds) => ({
  change_recharge_amount: formatYuan(rechargeFen),
  change_gift_amount: formatYuan(giftFen),
  change_points: points,
});

/** +5.00, -5.00, and nothing for nothing. */
export const changedYuan = (fen: number): string => (fen > 0 ? '+' : '') + (fen === 0 ? '' : formatYuan(fen));
export const changedPoints = (points: number): string =>
  (points > 0 ? '+' : '') + (points === 0 ? '' : points);
