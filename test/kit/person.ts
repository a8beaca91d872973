// A person who has left everything with us that somebody can leave: coupons in each state with a phone number, codes, a WeChat id, a session,
// and a wallet with a pay password.
import { createHash } from 'node:crypto';
import type { Context } from '../../server/context.ts';
import type { ClaimRequest } from '../../server/domain/claims.ts';
import type { Coupon } from '../../server/domain/coupon.ts';
import type { Customer } from '../../server/domain/customer.ts';
import type { PluginHost } from '../../server/domain/plugin-host.ts';
import { findCoupons } from '../../server/store/sql/find-coupons.ts';
import { findWallet } from '../../server/store/sql/wallets.ts';
import type { UserOfChannel } from '../../server/usecase/customer.ts';
import { setPassword } from '../../server/usecase/pay-password.ts';
import { openPluginSession } from '../../server/usecase/plugin-session.ts';
import { scanCodeOf } from '../../server/usecase/scan-code.ts';
import { claimFor, newCustomer } from './merchant.ts';
import { redeemCoupon, reverseCoupon } from './redeem.ts';
import { runningStock } from './stocks.ts';

export interface Person extends UserOfChannel {
  readonly hostAppId: string;
  readonly openpid: string;
  readonly phone: string;
}

export interface Traces {
  readonly stockId: string;
  /** With a code, after a reversal took an earlier one from it. */
  readonly available: Coupon;
  /** Issued by us, and not told yet. */
  readonly issued: Coupon;
  readonly used: Coupon;
  readonly customer: Customer;
  /** Of the plugin's session. */
  readonly token: string;
  /** What tells who they are or lets them in, as it lies in the store, by what it is. */
  readonly secrets: Readonly<Record<string, string>>;
}

export const payPassword = '24681357';

export async function leaveTraces(context: Context, person: Person): Promise<Traces> {
  const { useCases } = context;
  const stockId = await runningStock(context, { app_channel_id: person.appChannelId }, person.tenantId);
  const available = await withPhone(context, person, { stockId, source: 'claim' });
  await scanCodeOf(useCases, available);
  const { redeemHandle: reversed = '' } = await again(context, available);
  await redeemCoupon(useCases, available.couponId, 'operator');
  await reverseCoupon(useCases, available.couponId, 'operator');
  await scanCodeOf(useCases, await again(context, available));
  const issued = await withPhone(context, person, { stockId, source: 'issue' });
  const used = await withPhone(context, person, { stockId, source: 'claim' });
  await scanCodeOf(useCases, used);
  await redeemCoupon(useCases, used.couponId, 'operator');
  const customer = await payingCustomer(context, person);
  const token = await logIn(context, person);
  const coupons = await findCoupons(context.database.read, [available, issued, used]);
  const handles = coupons.flatMap(({ redeemHandle }) => redeemHandle ?? []);
  return {
    stockId,
    ...{ available, issued, used, customer, token },
    secrets: {
      ...Object.fromEntries(coupons.map(({ phone }, n) => [`sealed ${n}`, phone?.sealed ?? ''])),
      'hash of the phone': available.phone?.hash ?? '',
      'masked phone': available.phone?.masked ?? '',
      openpid: person.openpid,
      session: createHash('sha256').update(token).digest('base64url'),
      password: (await findWallet(context.database.read, customer))?.passwordHash ?? '',
      ...Object.fromEntries([reversed, ...handles].map((handle, n) => [`handle ${n}`, handle])),
    },
  };
}

/** A coupon of theirs that is claimed, or issued, with their phone number. */
export function withPhone(
  context: Context,
  { phone, ...person }: Person,
  { stockId, source }: Pick<ClaimRequest, 'stockId' | 'source'>,
): Promise<Coupon> {
  const { tenantId, userCode } = person;
  const more = { source, phone: context.phones.store(phone, person) };
  return claimFor(context, stockId, userCode, tenantId, more);
}

/** Proven by a ticket of the host. @returns the session's token */
export async function logIn(
  { useCases, directory }: Context,
  { hostAppId, openpid, userCode }: Person,
): Promise<string> {
  const host: PluginHost | undefined = directory.pluginHost(hostAppId);
  if (host === undefined) throw new Error(`there is no host ${hostAppId}`);
  const opened = await openPluginSession(useCases, {
    ...{ host, openpid, userCode },
    proven: true,
    bindFirstUse: false,
  });
  if (opened.kind === 'refused') throw new Error(`login refused: ${opened.reason}`);
  return opened.token;
}

/** The coupon as it is now. */
export async function again(
  { database }: Context,
  key: Pick<Coupon, 'bucket' | 'couponId'>,
): Promise<Coupon> {
  const [coupon] = await findCoupons(database.read, [key]);
  if (coupon === undefined) throw new Error(`coupon ${key.couponId} is gone`);
  return coupon;
}

async function payingCustomer(context: Context, person: Person): Promise<Customer> {
  const { tenantId, appChannelId, userCode } = person;
  const funds = { rechargeFen: 5_000, giftFen: 500, points: 50 };
  const customer = await newCustomer(context, userCode, funds, tenantId, appChannelId);
  await setPassword(context.useCases, customer, payPassword);
  return customer;
}
