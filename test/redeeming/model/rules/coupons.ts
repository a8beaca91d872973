// What may happen to coupons besides being consumed: they are claimed, shown, held, ended from outside, and they expire.
import type { Act } from '../acts.ts';
import type { StockKind, User } from '../commands.ts';
import { available, change, expired, heldBy, invalid, isPast, type Shop, statusNow, used } from './shop.ts';

const refused = (reason: string) => ({ refused: reason });

export function claim(shop: Shop, { user, stock }: { user: User; stock: StockKind }): unknown {
  if (shop.now > shop.stocks[stock].endAt) return refused('stockOver');
  const name = `c${shop.coupons.size}`;
  shop.coupons.set(name, {
    owner: user,
    stock,
    status: available,
    version: 1,
    usedAt: undefined,
    endedAt: undefined,
    hold: undefined,
    redeemedBy: undefined,
    handle: undefined,
    told: [],
    history: [],
  });
  return { claimed: name };
}

/** The code is of this minute, and good in the next one, too. */
export function show(shop: Shop, { coupon: name }: { coupon: string }): unknown {
  const coupon = shop.coupons.get(name);
  if (coupon === undefined || statusNow(shop, coupon) !== available) return refused('stateForbids');
  coupon.handle ??= `h${shop.codes.size}`;
  const minute = Math.floor(shop.now / 60_000);
  shop.codes.set(`k${shop.codes.size}`, { coupon: name, handle: coupon.handle, minute });
  return { untilAt: (minute + 2) * 60_000 };
}

export function freeze(shop: Shop, { coupon: name, biz, forMs }: Act & { do: 'freeze' }): unknown {
  const coupon = shop.coupons.get(name);
  if (coupon === undefined) return refused('couponNotFound');
  const reason = whyNotFree(shop, name, biz);
  if (reason !== undefined) return refused(reason);
  change(coupon, 'freeze', available, { hold: { by: biz, until: shop.now + forMs } });
  return { version: coupon.version };
}

export function unfreeze(shop: Shop, { coupon: name, biz }: Act & { do: 'unfreeze' }): unknown {
  const coupon = shop.coupons.get(name);
  if (coupon === undefined) return refused('couponNotFound');
  const holder = heldBy(shop, coupon);
  if (holder === undefined) return { version: coupon.version };
  if (biz !== undefined && biz !== holder) return refused('couponFrozen');
  change(coupon, 'unfreeze', available);
  return { version: coupon.version };
}

/** @returns undefined for a coupon that this bizId may take or hold */
export function whyNotFree(shop: Shop, name: string, biz: string): string | undefined {
  const coupon = shop.coupons.get(name);
  if (coupon === undefined) return 'couponNotFound';
  const status = statusNow(shop, coupon);
  if (status === used) return 'couponUsed';
  if (status === expired) return 'couponExpired';
  if (status === invalid) return 'couponInvalid';
  const holder = heldBy(shop, coupon);
  return holder === undefined || holder === biz ? undefined : 'couponFrozen';
}

/** 出行服务 is not told what it ordered, unless it has yet to learn of something older: and here nothing is ever delivered. */
export function deactivate(shop: Shop, { user, coupons, to }: Act & { do: 'deactivate' }): unknown {
  const statuses = coupons.map((name) => {
    const coupon = shop.coupons.get(name);
    return coupon?.owner === user ? statusNow(shop, coupon) : undefined;
  });
  const isOne = coupons.length === 1;
  if (isOne && statuses[0] === undefined) return { unknown: true };
  const illegal = statuses.map((status) => status === used || status === undefined);
  if (illegal.includes(true))
    return { illegal: statuses.flatMap((status, n) => (illegal[n] ? [status ?? invalid] : [])) };
  for (const [n, name] of coupons.entries()) {
    const coupon = shop.coupons.get(name);
    if (coupon === undefined || statuses[n] !== available) continue;
    const isTold = coupon.told.length > 0;
    change(coupon, to === expired ? 'expire' : 'invalidate', to, { endedAt: shop.now });
    if (!isTold) coupon.told.length = 0;
  }
  return { ended: statuses.map((status) => (status === available ? to : status)) };
}

export function invalidate(shop: Shop, { coupon: name }: { coupon: string }): unknown {
  const coupon = shop.coupons.get(name);
  if (coupon === undefined) return refused('notFound');
  if (statusNow(shop, coupon) !== available) return refused('stateForbids');
  change(coupon, 'invalidate', invalid, { endedAt: shop.now });
  return { version: coupon.version };
}

/** An expiry is dated at the end of the validity. */
export function sweep(shop: Shop): unknown {
  const over = [...shop.coupons.values()].filter(
    (coupon) => coupon.status === available && isPast(shop, coupon),
  );
  for (const coupon of over) change(coupon, 'expire', expired, { endedAt: shop.stocks[coupon.stock].endAt });
  return { expired: over.length };
}
