// Takes a consume back (冲正): every coupon, every fen and every point of it, once.

import { bucketOf } from '../domain/bucket.ts';
import { type ConsumeKey, consumeRef } from '../domain/consume.ts';
import type { Coupon, CouponChange } from '../domain/coupon.ts';
import { decideReverse } from '../domain/redeem.ts';
import { type Funds, moveFunds } from '../domain/wallet.ts';
import type { Session } from '../store/database.ts';
import {
  findConsume,
  insertConsume,
  lockConsume,
  type StoredConsume,
  saveReversal,
} from '../store/sql/consumes.ts';
import { lockCoupons } from '../store/sql/find-coupons.ts';
import { lockWallet, saveMove } from '../store/sql/wallets.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { UseCaseDeps } from './deps.ts';
import { saveAndTell } from './save-changes.ts';
import { stocksOf } from './stocks-of.ts';

export interface ReverseRequest extends ConsumeKey {
  readonly actor: string;
  readonly reason: string | undefined;
}

export interface ReverseAnswer {
  readonly couponIds: readonly string[];
  readonly given: Funds;
  /** What the wallet holds after it; undefined: there is none. */
  readonly after: Funds | undefined;
}

export type ReverseOutcome =
  | { readonly kind: 'done'; readonly again: boolean; readonly answer: ReverseAnswer }
  | { readonly kind: 'refused'; readonly reason: 'consumeNotFound' };

/**
 * A bizId that nobody has used yet is used up by this: its consume may still be on its way, and the till that has given it up must not
 * find later that it happened.
 */
export async function reverse(deps: UseCaseDeps, request: ReverseRequest): Promise<ReverseOutcome> {
  const outcome = await deps.turns.take(() =>
    againOnConflict(() => deps.database.transaction((tx) => reverseNow(deps, tx, request))),
  );
  if (outcome.kind === 'done' && !outcome.again) {
    deps.eventsCommitted();
    deps.couponsChanged(outcome.answer.couponIds);
  }
  return outcome;
}

async function reverseNow(deps: UseCaseDeps, tx: Session, request: ReverseRequest): Promise<ReverseOutcome> {
  // What a consume took never changes, so it tells what to lock; whether it was reversed is looked at under the locks.
  const taken = await findConsume(tx, request, deps.buckets);
  if (taken === undefined) await insertConsume(tx, voided(deps, request), deps.buckets);
  if (taken === undefined || taken.state === 'void') return { kind: 'refused', reason: 'consumeNotFound' };
  const coupons = await lockCoupons(tx, keysOf(deps, taken));
  const wallet = taken.customer && (await lockWallet(tx, walletOf(deps, taken.customer)));
  const consume = await lockConsume(tx, request, deps.buckets);
  if (consume?.reversal !== undefined)
    return { kind: 'done', again: true, answer: consume.reversal.answer as ReverseAnswer };

  const at = deps.now();
  const ref = consumeRef(request);
  const by = { at, actor: request.actor, reason: request.reason ?? `reversal of ${ref}` };
  const changes = coupons.map((coupon) => restored(coupon, ref, by));
  const took = taken.taken.rechargeFen + taken.taken.giftFen + taken.taken.points > 0;
  const move =
    wallet && took
      ? moveFunds(wallet, taken.taken, { ...by, kind: 'reverse', ref: `reverse:${ref}` })
      : undefined;
  if (typeof move === 'string') throw new Error(`the funds of ${ref} cannot be given back: ${move}`);
  if (changes.length !== taken.coupons.length || (took && move === undefined))
    throw new Error(`not everything that ${ref} took is there to be given back`);

  const after = move?.wallet ?? wallet;
  const answer: ReverseAnswer = {
    couponIds: taken.coupons.map(({ couponId }) => couponId),
    given: taken.taken,
    after: after && { rechargeFen: after.rechargeFen, giftFen: after.giftFen, points: after.points },
  };
  await saveReversal(tx, request, { at, by: request.actor, answer }, deps.buckets);
  await saveAndTell(deps, tx, changes, await stocksOf(tx, coupons));
  if (move !== undefined) await saveMove(tx, move);
  return { kind: 'done', again: false, answer };
}

function restored(coupon: Coupon, ref: string, by: Parameters<typeof decideReverse>[1]): CouponChange {
  const change = coupon.redeemedBy === ref ? decideReverse(coupon, by) : undefined;
  if (change === undefined) throw new Error(`coupon ${coupon.couponId} is not what ${ref} made of it`);
  return change;
}

const keysOf = ({ buckets }: UseCaseDeps, { coupons }: StoredConsume) =>
  coupons.map(({ couponId, userCode }) => ({ bucket: bucketOf(userCode, buckets), couponId }));

const walletOf = (
  { buckets }: UseCaseDeps,
  { customerId, userCode }: NonNullable<StoredConsume['customer']>,
) => ({ bucket: bucketOf(userCode, buckets), customerId });

function voided(deps: UseCaseDeps, { tenantId, account, bizId, actor }: ReverseRequest) {
  return {
    ...{ tenantId, account, bizId, actor },
    state: 'void',
    fingerprint: '',
    at: deps.now(),
    storeCode: undefined,
    coupons: [],
    customer: undefined,
    taken: { rechargeFen: 0, giftFen: 0, points: 0 },
    answer: {},
  } as const;
}
