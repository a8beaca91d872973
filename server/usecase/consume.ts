// A till redeems coupons and takes balance and points, all of it or nothing, once for each bizId (merchant open API, consume).
import { stockKey } from '../domain/claims.ts';
import {
  type Consumed,
  type ConsumeKey,
  type ConsumeRefusal,
  decideConsume,
  type RedeemableCoupon,
  type WhyNotConsumed,
} from '../domain/consume.ts';
import type { Coupon } from '../domain/coupon.ts';
import type { Stock } from '../domain/stock.ts';
import { type Booking, bookTaken, type Funds, type TakeOrder, type Wallet } from '../domain/wallet.ts';
import type { Session } from '../store/database.ts';
import { findConsume, insertConsume, type StoredConsume } from '../store/sql/consumes.ts';
import { lockCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { storesOfStock } from '../store/sql/stores.ts';
import { findWallet, lockWallet, saveMove } from '../store/sql/wallets.ts';
import { againOnConflict } from './again-on-conflict.ts';
import { fingerprintOf } from './consume-fingerprint.ts';
import { type ConsumeSubject, findSubject, type WhyNoSubject } from './consume-subject.ts';
import type { UseCaseDeps } from './deps.ts';
import {
  checkPassword,
  type PasswordCheck,
  settlePassword,
  type WhyPasswordRefused,
} from './pay-password.ts';
import { saveAndTell } from './save-changes.ts';
import type { CodeGuard } from './scan-code.ts';

export interface ConsumeRequest extends ConsumeKey {
  /** undefined: whoever the scan codes belong to; operators name coupons alone. */
  readonly customerId: string | undefined;
  readonly coupons: { readonly by: 'id' | 'code'; readonly values: readonly string[] };
  readonly amountFen: number;
  readonly points: number;
  /** undefined: the till does not ask for it. */
  readonly payPassword: string | undefined;
  readonly storeCode: string | undefined;
  /** What the whole order comes to, if known. */
  readonly orderFen: number | undefined;
  readonly take: TakeOrder;
  readonly booking: Booking;
  readonly actor: string;
}

export interface ConsumeAnswer {
  readonly couponIds: readonly string[];
  readonly taken: Funds;
  /** What the wallet holds after it; undefined: there is none. */
  readonly after: Funds | undefined;
  readonly booked: { readonly headOfficeFen: number; readonly storeFen: number };
}

export type WhyRefused =
  | WhyNotConsumed
  | WhyNoSubject
  | WhyPasswordRefused
  | 'bizIdReused'
  | 'consumeReversed';

export type ConsumeOutcome =
  | { readonly kind: 'done'; readonly again: boolean; readonly answer: ConsumeAnswer }
  | ConsumeRefusal<WhyRefused>;

export async function consume(
  deps: UseCaseDeps,
  request: ConsumeRequest,
  guard: CodeGuard,
): Promise<ConsumeOutcome> {
  const outcome = await deps.turns.take(() => consumeInTurn(deps, request, guard));
  if (outcome.kind === 'done' && !outcome.again) {
    deps.eventsCommitted();
    deps.couponsChanged(outcome.answer.couponIds);
  }
  return outcome;
}

async function consumeInTurn(
  deps: UseCaseDeps,
  request: ConsumeRequest,
  guard: CodeGuard,
): Promise<ConsumeOutcome> {
  const fingerprint = fingerprintOf(request);
  // A repeated request is answered before its scan codes are looked at: they may be too old by now.
  const earlier = await findConsume(deps.database.read, request, deps.buckets);
  if (earlier !== undefined) return answerAgain(earlier, fingerprint);
  const subject = await findSubject(deps, request, guard);
  if ('reason' in subject) return subject;
  const password = await checkPassword(deps, subject.customer, request.payPassword);
  return againOnConflict(() =>
    deps.database.transaction((tx) => consumeNow(deps, tx, { request, fingerprint, subject, password })),
  );
}

interface Prepared {
  readonly request: ConsumeRequest;
  readonly fingerprint: string;
  readonly subject: ConsumeSubject;
  readonly password: PasswordCheck;
}

/** Locks first, then looks: of several at once with one bizId, or for one coupon, each sees what those before it did. */
async function consumeNow(deps: UseCaseDeps, tx: Session, prepared: Prepared): Promise<ConsumeOutcome> {
  const { request, fingerprint, subject, password } = prepared;
  const { customer } = subject;
  const coupons = await lockCoupons(tx, subject.coupons);
  const isTouched = request.amountFen > 0 || request.points > 0 || password.kind !== 'unasked';
  const wallet = customer && (await (isTouched ? lockWallet : findWallet)(tx, customer));
  const earlier = await findConsume(tx, request, deps.buckets);
  if (earlier !== undefined) return answerAgain(earlier, fingerprint);

  const at = deps.now();
  const refused = await settlePassword(tx, wallet, password, at);
  if (refused !== undefined) return { kind: 'refused', reason: refused };
  const found = await redeemable(tx, subject, coupons);
  const couponIds = subject.coupons.map(({ couponId }) => couponId);
  const decision = decideConsume({ ...request, couponIds }, found, wallet, at);
  if (decision.kind === 'refused') return hideUnknown(request, decision);

  const answer = answerOf(request, couponIds, decision, wallet);
  const stored = { ...ofRequest(request), state: 'done', fingerprint, at, answer } as const;
  await insertConsume(
    tx,
    { ...stored, coupons: subject.coupons, customer, taken: decision.taken },
    deps.buckets,
  );
  await saveAndTell(deps, tx, decision.changes, stocksOf(found));
  if (decision.move !== undefined) await saveMove(tx, decision.move);
  return { kind: 'done', again: false, answer };
}

/** The answer of back then; unless it is another request, or has been given back since. */
function answerAgain(earlier: StoredConsume, fingerprint: string): ConsumeOutcome {
  if (earlier.state !== 'done') return { kind: 'refused', reason: 'consumeReversed' };
  if (earlier.fingerprint !== fingerprint) return { kind: 'refused', reason: 'bizIdReused' };
  return { kind: 'done', again: true, answer: earlier.answer as ConsumeAnswer };
}

/** Those of the locked coupons that are the subject's, by their ids. */
async function redeemable(
  tx: Session,
  { coupons: wanted, customer, tenantId }: ConsumeSubject,
  coupons: readonly Coupon[],
): Promise<Map<string, RedeemableCoupon>> {
  const found = new Map<string, RedeemableCoupon>();
  for (const coupon of coupons) {
    const handle = wanted.find(({ couponId }) => couponId === coupon.couponId)?.handle;
    if (coupon.tenantId !== tenantId || (handle !== undefined && handle !== coupon.redeemHandle)) continue;
    const stock = await findStock(tx, tenantId, coupon.stockId);
    const isTheirs =
      customer === undefined ||
      (coupon.userCode === customer.userCode && stock?.appChannelId === customer.appChannelId);
    if (stock === undefined || !isTheirs) continue;
    found.set(coupon.couponId, {
      coupon,
      stock,
      stores: await storesOfStock(tx, tenantId, coupon.stockId),
    });
  }
  return found;
}

/** Whoever shows a code is not told which coupon it might have been. */
function hideUnknown({ coupons }: ConsumeRequest, refusal: ConsumeRefusal): ConsumeRefusal<WhyRefused> {
  const isCode = coupons.by === 'code' && refusal.reason === 'couponNotFound';
  return isCode ? { kind: 'refused', reason: 'codeInvalid' } : refusal;
}

function answerOf(
  request: ConsumeRequest,
  couponIds: readonly string[],
  { taken, move }: Consumed,
  wallet: Wallet | undefined,
): ConsumeAnswer {
  const after = move?.wallet ?? wallet;
  return {
    couponIds,
    taken,
    after: after && { rechargeFen: after.rechargeFen, giftFen: after.giftFen, points: after.points },
    booked: bookTaken(taken, request.booking, request.storeCode),
  };
}

function ofRequest({ tenantId, account, bizId, actor, storeCode }: ConsumeRequest) {
  return { tenantId, account, bizId, actor, storeCode };
}

function stocksOf(found: ReadonlyMap<string, RedeemableCoupon>): Map<string, Stock> {
  return new Map([...found.values()].map(({ stock }) => [stockKey(stock), stock]));
}
