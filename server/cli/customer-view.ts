// A customer as the command line shows them: wallet, pay password, and the newest of their coupons.
import { UseStatus } from '../../shared/merchant/vocabulary.ts';
import { formatTime } from '../../shared/sp/times.ts';
import type { Context } from '../context.ts';
import { type Coupon, effective } from '../domain/coupon.ts';
import type { Customer, GuardedWallet } from '../domain/customer.ts';
import { isLocked } from '../domain/pay-password.ts';
import { useStatusOf } from '../domain/use-status.ts';
import { countUserCoupons } from '../store/sql/count-user-coupons.ts';
import { listUserCoupons } from '../store/sql/list-user-coupons.ts';
import { findWallet } from '../store/sql/wallets.ts';
import type { Answer } from './command.ts';
import { fundsJson, fundsWords } from './funds.ts';
import { fields, section, table } from './output.ts';
import { optionalTime, timeWords, useStatusWords } from './words.ts';

const couponsShown = 20;

export async function customerAnswer({ database, useCases }: Context, customer: Customer): Promise<Answer> {
  const now = useCases.now();
  const wallet = await findWallet(database.read, customer);
  if (wallet === undefined) throw new Error(`customer ${customer.customerId} has no wallet`);
  const counts = await countUserCoupons(database.read, { ...customer, now });
  const stored = await listUserCoupons(database.read, { ...customer, now, limit: couponsShown });
  const coupons = stored.map((coupon) => effective(coupon, now));
  return {
    json: {
      customer_id: customer.customerId,
      app_channel_id: customer.appChannelId,
      user_code: customer.userCode,
      create_time: formatTime(customer.createdAt),
      wallet: { ...fundsJson(wallet), ...passwordJson(wallet, now) },
      coupon_counts: Object.fromEntries(
        statuses.map((status) => [useStatusWords[status], counts.get(status) ?? 0]),
      ),
      coupons: coupons.map(couponJson),
    },
    text: [
      fields({
        customer: customer.customerId,
        user: `${customer.userCode}, of channel ${customer.appChannelId}`,
        since: timeWords(customer.createdAt),
        ...fundsWords(wallet),
        'pay password': passwordWords(wallet, now),
        coupons: countWords(counts),
      }),
      ...(coupons.length === 0 ? [] : [section('Coupons, newest first', couponsTable(coupons))]),
    ].join('\n'),
  };
}

// Nothing is ever deleted here.
const statuses = Object.values(UseStatus).filter((status) => status !== UseStatus.deleted);

function passwordJson({ passwordHash, tries }: GuardedWallet, now: number) {
  return {
    has_pay_password: passwordHash !== undefined,
    pay_password_locked_until: isLocked(tries, now) ? optionalTime(tries.lockedUntilAt) : undefined,
  };
}

function passwordWords({ passwordHash, tries }: GuardedWallet, now: number): string {
  if (passwordHash === undefined) return 'not set';
  const { lockedUntilAt } = tries;
  const until = isLocked(tries, now) && lockedUntilAt !== undefined ? timeWords(lockedUntilAt) : undefined;
  return until === undefined ? 'set' : `locked until ${until}, after too many wrong ones`;
}

function countWords(counts: ReadonlyMap<UseStatus, number>): string {
  const there = statuses.flatMap((status) => {
    const count = counts.get(status) ?? 0;
    return count === 0 ? [] : [`${count} ${useStatusWords[status]}`];
  });
  return there.length === 0 ? 'none' : there.join(', ');
}

const couponJson = (coupon: Coupon) => ({
  coupon_id: coupon.couponId,
  stock_id: coupon.stockId,
  use_status: useStatusOf(coupon),
  available_begin_time: formatTime(coupon.beginAt),
  available_end_time: formatTime(coupon.endAt),
});

const couponsTable = (coupons: readonly Coupon[]): string =>
  table(
    ['COUPON', 'STOCK', 'STATUS', 'VALID'],
    coupons.map((coupon) => [
      coupon.couponId,
      coupon.stockId,
      useStatusWords[useStatusOf(coupon)],
      `${timeWords(coupon.beginAt)} to ${timeWords(coupon.endAt)}`,
    ]),
  );
