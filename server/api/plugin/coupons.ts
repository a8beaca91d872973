// A page of the wallet.
import { PluginError } from '../../../shared/plugin/errors.ts';
import { type WalletPlace, walletPage } from '../../usecase/plugin-coupons.ts';
import type { SessionHandle } from './call.ts';
import { couponView } from './views.ts';

export const coupons: SessionHandle<'coupons'> = async ({ useCases }, { request }, session) => {
  const page = await walletPage(useCases, session, request.tab, placeOf(request.after));
  const now = useCases.now();
  return {
    counts: page.counts,
    coupons: page.coupons.map((coupon) => couponView(coupon, now)),
    ...(page.next !== undefined && { next: `${page.next.at}.${page.next.couponId}` }),
  };
};

function placeOf(after: string | undefined): WalletPlace | undefined {
  if (after === undefined) return undefined;
  const [, at, couponId] = /^(\d{1,15})\.(\d{1,20})$/.exec(after) ?? [];
  if (at === undefined || couponId === undefined) throw new PluginError('badRequest');
  return { at: Number(at), couponId };
}
