// One coupon of this person: what it is, its scan code, and waiting until it changes.
import { PluginError } from '../../../shared/plugin/errors.ts';
import { Refusal } from '../../usecase/errors.ts';
import { couponOfUser, storeOfUse, type WalletCoupon } from '../../usecase/plugin-coupons.ts';
import type { PluginSession } from '../../usecase/plugin-session.ts';
import { scanCodeOf } from '../../usecase/scan-code.ts';
import type { SessionHandle } from './call.ts';
import type { PluginDeps } from './deps.ts';
import { barcodeSvg, qrSvg } from './pictures.ts';
import { couponView } from './views.ts';

export const coupon: SessionHandle<'coupon'> = async (deps, { request }, session) => ({
  coupon: await detail(deps, await found(deps, session, request.couponId)),
});

export const code: SessionHandle<'code'> = async (deps, { request }, session) => {
  const mine = await found(deps, session, request.couponId);
  const minted = await scanCodeOf(deps.useCases, mine.coupon).catch((error: unknown) => {
    throw error instanceof Refusal ? new PluginError('notRedeemable') : error;
  });
  return { ...minted, qrSvg: await qrSvg(minted.code), barcodeSvg: await barcodeSvg(minted.code) };
};

const longestWaitMs = 25_000;

export const watch: SessionHandle<'watch'> = async (deps, { request, gone }, session) => {
  const { couponId, version } = request;
  const { bucket } = (await found(deps, session, couponId)).coupon;
  const waiting = new AbortController();
  const changed = deps.watch.wait(
    { bucket, couponId, version },
    longestWaitMs,
    AbortSignal.any([gone, waiting.signal]),
  );
  // Whoever waits is woken for what happens from now on, so it is looked at after the wait has begun.
  const lookNow = async () => {
    const now = await found(deps, session, couponId);
    if (now.coupon.version !== version) waiting.abort();
    return now;
  };
  const [woken, now] = await Promise.all([changed, lookNow()]);
  const latest = woken ? await found(deps, session, couponId) : now;
  return { changed: latest.coupon.version !== version, coupon: await detail(deps, latest) };
};

async function found(deps: PluginDeps, session: PluginSession, couponId: string): Promise<WalletCoupon> {
  const mine = await couponOfUser(deps.useCases, session, couponId);
  if (mine === undefined) throw new PluginError('notFound');
  return mine;
}

async function detail({ useCases }: PluginDeps, mine: WalletCoupon) {
  return couponView(mine, useCases.now(), await storeOfUse(useCases, mine.coupon));
}
