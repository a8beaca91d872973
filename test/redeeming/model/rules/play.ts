// What must come of an act. Changes the shop.
import type { Act } from '../acts.ts';
import { consume, reverse } from './consumes.ts';
import { claim, deactivate, freeze, invalidate, show, sweep, unfreeze } from './coupons.ts';
import type { Shop } from './shop.ts';
import { book } from './wallets.ts';

/** @returns the answer, in the names of the run */
export function expected(shop: Shop, act: Act): unknown {
  shop.acts.push(act);
  switch (act.do) {
    case 'claim':
      return claim(shop, act);
    case 'consume':
      return consume(shop, act.order);
    case 'reverse':
      return reverse(shop, act);
    case 'freeze':
      return freeze(shop, act);
    case 'unfreeze':
      return unfreeze(shop, act);
    case 'deactivate':
      return deactivate(shop, act);
    case 'invalidate':
      return invalidate(shop, act);
    case 'show':
      return show(shop, act);
    case 'topup':
    case 'adjust':
      return book(shop, act);
    case 'pass':
      shop.now += act.ms;
      return undefined;
    case 'sweep':
      return sweep(shop);
  }
}
