// Does an act with the real use cases, and says in the names of the run what came of it.
import { bucketOf } from '../../../server/domain/bucket.ts';
import { findCoupon } from '../../../server/store/sql/find-coupons.ts';
import { deactivateBatch, deactivateCoupon } from '../../../server/usecase/deactivate.ts';
import { Refusal } from '../../../server/usecase/errors.ts';
import { expireBatch } from '../../../server/usecase/expire.ts';
import { type FreezeOutcome, freezeCoupon, unfreezeCoupon } from '../../../server/usecase/freeze.ts';
import { invalidateCoupon } from '../../../server/usecase/invalidate.ts';
import { scanCodeOf } from '../../../server/usecase/scan-code.ts';
import { adjust, topUp } from '../../../server/usecase/wallet.ts';
import { aClaim } from '../../kit/builders.ts';
import { type Act, noCoupon } from './acts.ts';
import { consumeReally, keyOf, nameOf, reverseReally } from './real-consume.ts';
import type { Day } from './world.ts';

const unknownCoupon = '9'.repeat(19);
const idOf = (day: Day, name: string) => day.couponIds.get(name) ?? unknownCoupon;
const tenantId = 'demo';

export async function observed(day: Day, act: Act): Promise<unknown> {
  try {
    return await play(day, act);
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.key };
    throw error;
  }
}

async function play(day: Day, act: Act): Promise<unknown> {
  const { useCases, context, clock } = day.world;
  switch (act.do) {
    case 'claim':
      return claim(day, act);
    case 'consume':
      return consumeReally(day, act.order);
    case 'reverse':
      return reverseReally(day, act.biz);
    case 'freeze': {
      const by = { ...keyOf(day, act.biz), actor: 'till', forMs: act.forMs };
      return holdView(await freezeCoupon(useCases, { ...by, couponId: idOf(day, act.coupon) }));
    }
    case 'unfreeze': {
      const bizId = act.biz === undefined ? undefined : keyOf(day, act.biz).bizId;
      const by = { tenantId, account: act.account, bizId, actor: 'till' };
      return holdView(await unfreezeCoupon(useCases, { ...by, couponId: idOf(day, act.coupon) }));
    }
    case 'deactivate':
      return deactivate(day, act);
    case 'invalidate': {
      const { version } = await invalidateCoupon(useCases, idOf(day, act.coupon), 'test', 'a test');
      return { version };
    }
    case 'show':
      return show(day, act.coupon);
    case 'topup':
    case 'adjust': {
      const order = { change: act.change, orderId: act.orderId, actor: 'test', reason: 'a test' };
      const book = act.do === 'topup' ? topUp : adjust;
      return { line: (await book(useCases, day.customers[act.user], order)).entryNumber };
    }
    case 'pass':
      clock.advance(act.ms);
      await context.ids.renew();
      return undefined;
    case 'sweep':
      return { expired: await expireBatch(useCases, 1_000) };
  }
}

async function claim(day: Day, { user, stock }: Act & { do: 'claim' }): Promise<unknown> {
  const { claims, useCases } = day.world.context;
  const userCode = day.userCodes[user];
  const bucket = bucketOf(userCode, useCases.buckets);
  const request = { bucket, stockId: day.stockIds[stock], userCode, requestId: useCases.nextId() };
  const outcome = await claims.claim(aClaim(request));
  if (outcome.kind === 'refused') return { refused: outcome.reason };
  day.couponIds.set(`c${day.couponIds.size}`, outcome.coupon.couponId);
  return { claimed: nameOf(day, outcome.coupon.couponId) };
}

async function show(day: Day, name: string): Promise<unknown> {
  const { useCases } = day.world;
  const coupon = await findCoupon(useCases.database.read, idOf(day, name), useCases.buckets);
  if (coupon === undefined) return { refused: 'stateForbids' };
  const { code, validUntilAt } = await scanCodeOf(useCases, coupon);
  day.codes.set(`k${day.codes.size}`, code);
  return { untilAt: validUntilAt };
}

const holdView = (outcome: FreezeOutcome) =>
  outcome.kind === 'refused' ? { refused: outcome.reason } : { version: outcome.coupon.version };

async function deactivate(day: Day, { user, coupons, to }: Act & { do: 'deactivate' }): Promise<unknown> {
  const userCode = day.userCodes[user];
  const order = { tenantId, appChannelId: 1, userCode, to, reason: undefined };
  const refs = coupons.map((name) => ({ couponId: idOf(day, name), stockId: stockOf(day, name) }));
  const [first] = refs;
  if (first === undefined || refs.length > 1) {
    const batch = await deactivateBatch(day.world.useCases, order, refs);
    const statuses = batch.coupons.map(({ status }) => status);
    return batch.kind === 'illegal' ? { illegal: statuses } : { ended: statuses };
  }
  const one = await deactivateCoupon(day.world.useCases, order, first);
  if (one === undefined) return { unknown: true };
  return one.kind === 'illegal' ? { illegal: [one.coupon.status] } : { ended: [one.coupon.status] };
}

function stockOf({ shop, stockIds }: Day, name: string): string {
  return name === noCoupon ? stockIds.plain : stockIds[shop.coupons.get(name)?.stock ?? 'plain'];
}
