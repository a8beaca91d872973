// A command once it is clear whom and what it is about: coupons, scan codes and bizIds by the names that a run gives them.
import type { Change, Command, ConsumeCommand, Payer, StockKind, User } from './commands.ts';
import type { Shop } from './rules/shop.ts';

export interface Order extends Omit<ConsumeCommand, 'biz' | 'payer' | 'coupons'> {
  /** `account/number` */
  readonly biz: string;
  readonly payer: Payer;
  /** Names of coupons or of codes. */
  readonly values: readonly string[];
}

export type Act =
  | { readonly do: 'claim'; readonly user: User; readonly stock: StockKind }
  | { readonly do: 'consume'; readonly order: Order }
  | { readonly do: 'reverse'; readonly biz: string }
  | { readonly do: 'freeze'; readonly coupon: string; readonly biz: string; readonly forMs: number }
  | {
      readonly do: 'unfreeze';
      readonly coupon: string;
      readonly account: string;
      readonly biz: string | undefined;
    }
  | {
      readonly do: 'deactivate';
      readonly user: User;
      readonly coupons: readonly string[];
      readonly to: 3 | 4;
    }
  | { readonly do: 'invalidate'; readonly coupon: string }
  | { readonly do: 'show'; readonly coupon: string }
  | {
      readonly do: 'topup' | 'adjust';
      readonly user: 'ann' | 'ben';
      readonly change: Change;
      readonly orderId: string | undefined;
    }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'sweep' };

/** No coupon and no code has these names. */
export const noCoupon = 'nobody';
const noCode = 'guess';

/** @returns undefined where there is nothing yet that it could be about */
export function actOf(command: Command, shop: Shop): Act | undefined {
  switch (command.do) {
    case 'consume':
      return { do: 'consume', order: orderOf(command, shop) };
    case 'repeat': {
      const order = counted(shop.orders, command.back);
      return order && { do: 'consume', order };
    }
    case 'reverse': {
      const isEarly = 'done' in command.biz && command.biz.done && shop.consumes.size === 0;
      return isEarly ? undefined : { do: 'reverse', biz: bizOf(command.biz, shop) };
    }
    case 'freeze':
      return { ...command, coupon: couponOf(command.coupon, shop), biz: bizOf(command.biz, shop) };
    case 'unfreeze': {
      const biz = command.biz && bizOf(command.biz, shop);
      const account = biz?.split('/')[0] ?? 'operator';
      return { do: 'unfreeze', coupon: couponOf(command.coupon, shop), account, biz };
    }
    case 'deactivate': {
      const coupons = [...new Set(command.coupons.map((ref) => couponOf(ref, shop)))];
      const user = shop.coupons.get(coupons[0] ?? '')?.owner ?? 'ann';
      return { do: 'deactivate', user, coupons, to: command.to };
    }
    case 'invalidate':
    case 'show':
      return { do: command.do, coupon: couponOf(command.coupon, shop) };
    case 'pass':
      return { do: 'pass', ms: msOf(command.ms, shop) };
    default:
      return command;
  }
}

function orderOf({ do: _, biz, coupons, ...order }: Command & { do: 'consume' }, shop: Shop): Order {
  // The same one twice, or a code made up, is worth a try, but not each time that there are few.
  const isOdd = coupons.length > 1 && coupons[0]?.own === false;
  const by = shop.codes.size === 0 && !isOdd ? 'id' : order.by;
  const values = coupons.map((ref) =>
    by === 'code' ? (counted([...shop.codes.keys()], ref.back) ?? noCode) : couponOf(ref, shop, order.payer),
  );
  return { ...order, by, biz: bizOf(biz, shop), values: isOdd ? values : [...new Set(values)] };
}

function bizOf(biz: ConsumeCommand['biz'], shop: Shop): string {
  const earlier = 'back' in biz ? earlierBizOf(biz, shop) : undefined;
  const name = earlier ?? `${'account' in biz ? biz.account : 'till'}/${shop.bizIds.size}`;
  shop.bizIds.add(name);
  return name;
}

function earlierBizOf({ back, done }: { back: number; done: boolean }, shop: Shop): string | undefined {
  const consumed = [...shop.consumes].filter(
    ([, { coupons, state }]) => state !== 'void' && coupons.length > 0,
  );
  const names = consumed.map(([name]) => name);
  return counted(done && names.length > 0 ? names : [...shop.bizIds], back);
}

function couponOf({ back, own }: { back: number; own: boolean }, shop: Shop, payer?: Payer): string {
  const names = [...shop.coupons.keys()];
  const owned = names.filter((name) => shop.coupons.get(name)?.owner === payer);
  return counted(own && owned.length > 0 ? owned : names, back) ?? noCoupon;
}

/** Up to the last moment of a stock's validity, or past it. */
function msOf(ms: number | StockKind, { stocks, now }: Shop): number {
  if (typeof ms === 'number') return ms;
  return Math.max(stocks[ms].endAt - now, 1);
}

const counted = <Value>(values: readonly Value[], back: number): Value | undefined =>
  values.length === 0 ? undefined : values[values.length - 1 - (back % values.length)];
