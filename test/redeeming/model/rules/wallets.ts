// Money and points: what is put in, what is taken and from which of the two pots, and who may take it.
import type { TakeOrder } from '../../../../server/domain/wallet.ts';
import type { Act, Order } from '../acts.ts';
import type { Change } from '../commands.ts';
import type { Shop, WalletOfShop } from './shop.ts';

const quarterMs = 15 * 60_000;

export function book(
  shop: Shop,
  { do: kind, user, change, orderId }: Act & { do: 'topup' | 'adjust' },
): unknown {
  const wallet = shop.wallets[user];
  const { rechargeFen, giftFen, points } = change;
  if (rechargeFen === 0 && giftFen === 0 && points === 0) return { refused: 'invalid' };
  const number =
    orderId === undefined
      ? 0
      : 1 + wallet.lines.findIndex((line) => line.kind === kind && line.orderId === orderId);
  const earlier = wallet.lines[number - 1]?.change;
  if (earlier !== undefined) {
    const isSame =
      earlier.rechargeFen === rechargeFen && earlier.giftFen === giftFen && earlier.points === points;
    return isSame ? { line: number } : { refused: 'exists' };
  }
  if (wallet.rechargeFen + rechargeFen < 0 || wallet.giftFen + giftFen < 0 || wallet.points + points < 0)
    return { refused: 'stateForbids' };
  move(wallet, kind, change, 1, orderId);
  return { line: wallet.lines.length };
}

/** @param sign -1 takes, 1 gives */
export function move(
  wallet: WalletOfShop,
  kind: string,
  { rechargeFen, giftFen, points }: Change,
  sign: 1 | -1,
  orderId?: string,
): void {
  // Nothing taken away is nothing, not minus nothing.
  const change = {
    rechargeFen: sign * rechargeFen + 0,
    giftFen: sign * giftFen + 0,
    points: sign * points + 0,
  };
  wallet.rechargeFen += change.rechargeFen;
  wallet.giftFen += change.giftFen;
  wallet.points += change.points;
  wallet.lines.push({ kind, change, orderId });
}

export function holds({ rechargeFen, giftFen, points }: WalletOfShop): Change {
  return { rechargeFen, giftFen, points };
}

/** @returns how much of an amount each pot pays, for a wallet that has enough */
export function split({ rechargeFen, giftFen }: Change, amountFen: number, take: TakeOrder) {
  if (amountFen === 0) return { rechargeFen: 0, giftFen: 0 };
  let fromRecharge = 0;
  if (take === 'recharge-first') fromRecharge = amountFen < rechargeFen ? amountFen : rechargeFen;
  if (take === 'gift-first') fromRecharge = amountFen < giftFen ? 0 : amountFen - giftFen;
  if (take === 'proportional') fromRecharge = Math.floor((amountFen * rechargeFen) / (rechargeFen + giftFen));
  return { rechargeFen: fromRecharge, giftFen: amountFen - fromRecharge };
}

/** Five wrong ones in a quarter of an hour lock it for another; a right one begins anew. @returns why not, if so */
export function enter(
  shop: Shop,
  wallet: WalletOfShop | undefined,
  { password }: Pick<Order, 'password'>,
): string | undefined {
  if (password === undefined) return undefined;
  if (!wallet?.hasPassword) return 'passwordNotSet';
  if (shop.now < wallet.lockedUntil) return 'passwordLocked';
  if (password === 'right') {
    wallet.wrong = 0;
    return undefined;
  }
  if (wallet.wrong === 0 || shop.now >= wallet.wrongSince + quarterMs) {
    wallet.wrong = 0;
    wallet.wrongSince = shop.now;
  }
  wallet.wrong += 1;
  if (wallet.wrong === 5) wallet.lockedUntil = shop.now + quarterMs;
  return 'passwordWrong';
}
