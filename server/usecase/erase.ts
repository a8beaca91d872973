// Erases a person (个人信息保护法 47): whatever says who they are beside their user_code, and whatever lets them in. What they were given
// and what was paid stays, since the accounts must add up, and 出行服务 goes on being told of its own coupons.
import type { Coupon } from '../domain/coupon.ts';
import { eraseFromCoupon } from '../domain/erase.ts';
import { noTries } from '../domain/pay-password.ts';
import type { Session } from '../store/database.ts';
import { deleteBindingsOfUser } from '../store/sql/bindings.ts';
import { type CustomerUser, findCustomerOf } from '../store/sql/customers.ts';
import { couponsOfUser, saveErasures } from '../store/sql/erase-coupons.ts';
import { lockCoupons } from '../store/sql/find-coupons.ts';
import { endPluginSessions, findSessionsOfUser } from '../store/sql/plugin-sessions.ts';
import { deleteHandles, findHandlesOfUser } from '../store/sql/redeem-handles.ts';
import { lockWallet, savePassword } from '../store/sql/wallets.ts';
import { mustBeChannel, type UserOfChannel, userOf } from './customer.ts';
import type { UseCaseDeps } from './deps.ts';

export interface Erased {
  readonly at: number;
  readonly removed: {
    /** From so many coupons. */
    readonly phones: number;
    /** What scan codes are made from. */
    readonly handles: number;
    readonly bindings: number;
    readonly sessions: number;
    readonly password: boolean;
  };
  readonly kept: {
    readonly coupons: number;
    /** Whose wallet, ledger and consumes; undefined: the user has no wallet. */
    readonly customerId: string | undefined;
  };
}

/** A user of whom there is nothing is no mistake: nothing happens then, nor when they are erased again. @throws Refusal */
export async function eraseUser(deps: UseCaseDeps, user: UserOfChannel, actor: string): Promise<Erased> {
  mustBeChannel(deps, user);
  const whom = userOf(deps, user);
  // Those that a reversal left behind stand in no coupon; they are the only ones that have to be looked for.
  const given = await findHandlesOfUser(deps.database.read, user.userCode, deps.buckets);
  const { changed, erased } = await deps.turns.take(() =>
    deps.database.transaction((tx) => eraseNow(deps, tx, { user: whom, given, actor })),
  );
  const sessions = await endSessions(deps, user);
  deps.couponsChanged(changed);
  return { ...erased, removed: { ...erased.removed, sessions } };
}

/** They are over since their binding has gone; what is left of them has to be looked for, and goes apart. */
async function endSessions(deps: UseCaseDeps, user: UserOfChannel): Promise<number> {
  const open = await findSessionsOfUser(deps.database.read, user, deps.buckets);
  return deps.database.transaction((tx) => endPluginSessions(tx, open, deps.buckets));
}

interface Order {
  readonly user: CustomerUser;
  readonly given: readonly { readonly handle: string; readonly couponId: string }[];
  readonly actor: string;
}

async function eraseNow(deps: UseCaseDeps, tx: Session, { user, given, actor }: Order) {
  const at = deps.now();
  const coupons = await lockCoupons(tx, await couponsOfUser(tx, user));
  const { password, customerId } = await erasePassword(tx, user);
  const changes = coupons.flatMap((coupon) => eraseFromCoupon(coupon, { at, actor }) ?? []);
  const removed = {
    phones: await saveErasures(tx, changes),
    handles: await deleteHandles(tx, handlesOf(coupons, given), deps.buckets),
    bindings: await deleteBindingsOfUser(tx, user, deps.buckets),
    password,
  };
  return {
    changed: changes.map(({ after }) => after.couponId),
    erased: { at, removed, kept: { coupons: coupons.length, customerId } },
  };
}

/** Where there is no password, nothing is left to be guessed: the count of wrong ones goes, and the lock. */
async function erasePassword(tx: Session, user: CustomerUser) {
  const customer = await findCustomerOf(tx, user);
  const wallet = customer && (await lockWallet(tx, customer));
  const hasPassword = wallet?.passwordHash !== undefined;
  if (wallet !== undefined && (hasPassword || wallet.tries.wrong > 0))
    await savePassword(tx, wallet, { passwordHash: undefined, tries: noTries });
  return { password: hasPassword, customerId: customer?.customerId };
}

/** Another tenant or channel may have a user with the same code: theirs are left alone. */
function handlesOf(coupons: readonly Coupon[], given: Order['given']): string[] {
  const theirs = new Set(coupons.map(({ couponId }) => couponId));
  return [
    ...new Set([
      ...given.filter(({ couponId }) => theirs.has(couponId)).map(({ handle }) => handle),
      ...coupons.flatMap(({ redeemHandle }) => redeemHandle ?? []),
    ]),
  ];
}
