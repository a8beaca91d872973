// Which handler serves which interface, by who may call it: one for a session cannot be reached without.
import type { pluginInterfaces } from '../../../shared/plugin/interfaces.ts';
import type { AnyoneHandle, SessionHandle } from './call.ts';
import { claim } from './claim.ts';
import { code, coupon, watch } from './coupon.ts';
import { coupons } from './coupons.ts';
import { offers } from './offers.ts';
import { session } from './session.ts';

type Table = typeof pluginInterfaces;
type HandlerOf<Name extends keyof Table> = Table[Name]['audience'] extends 'user'
  ? SessionHandle<Name>
  : AnyoneHandle<Name>;

export const handlers: { readonly [Name in keyof Table]: HandlerOf<Name> } = {
  session,
  offers,
  claim,
  coupons,
  coupon,
  code,
  watch,
};
