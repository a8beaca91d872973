// Tills for tests: a merchant with a key, customers with something in their wallets, and calls signed by hand.
import { randomInt } from 'node:crypto';
import type { Context } from '../../server/context.ts';
import { bucketOf } from '../../server/domain/bucket.ts';
import type { ClaimRequest } from '../../server/domain/claims.ts';
import type { Coupon } from '../../server/domain/coupon.ts';
import type { Customer } from '../../server/domain/customer.ts';
import type { MerchantCredential } from '../../server/domain/merchant.ts';
import type { Funds } from '../../server/domain/wallet.ts';
import { ensureCustomer } from '../../server/usecase/customer.ts';
import { addMerchantCredential, type NewMerchantCredential } from '../../server/usecase/merchant.ts';
import { topUp } from '../../server/usecase/wallet.ts';
import type { MerchantAction } from '../../shared/merchant/actions.ts';
import type { MerchantCallAnswer } from '../../shared/merchant/call-answer.ts';
import { createMerchantClient, type MerchantClient } from '../../shared/merchant/client.ts';
import { signToken } from '../../shared/merchant/signature.ts';
import { aClaim } from './builders.ts';
import type { Parameters } from './signed.ts';

export type MerchantKey = Pick<MerchantCredential, 'openId' | 'openKey' | 'grantCode' | 'account'>;

/** An account `naixue` of tenant `demo`, unless said otherwise, with a key of its own. */
export function newMerchant(
  { useCases, seal }: Context,
  options: Partial<NewMerchantCredential> = {},
): Promise<MerchantCredential> {
  return addMerchantCredential({ ...useCases, seal }, { tenantId: 'demo', account: 'naixue', ...options });
}

/** A till that speaks V2 over real HTTP. */
export function tillOf(url: string, credential: MerchantKey, now?: () => number): MerchantClient {
  return createMerchantClient({ baseUrl: url, credential, fetch, ...(now && { now }) });
}

/** @throws Error with what the till was told, unless that was done */
export async function well(
  asked: Promise<Pick<MerchantCallAnswer<unknown>, 'ok' | 'message'>>,
): Promise<void> {
  const { ok, message } = await asked;
  if (!ok) throw new Error(`the till was refused: ${message}`);
}

export interface V2Options {
  readonly at?: number;
  readonly nonce?: string;
  /** Members of the envelope that are other than usual; undefined leaves one out. */
  readonly envelope?: Parameters;
}

/** The text of a signed V2 body. */
export function v2Body(
  { openId, openKey, grantCode }: MerchantKey,
  action: MerchantAction | (string & {}),
  params: unknown,
  { at = Date.now(), nonce = String(randomInt(1_000_000_000)), envelope = {} }: V2Options = {},
): string {
  const timestamp = String(Math.floor(at / 1000));
  const token = signToken(openKey, { openId, grantCode, timestamp, nonce });
  return JSON.stringify({
    OpenId: openId,
    GrantCode: grantCode,
    Timestamp: timestamp,
    Nonce: nonce,
    Token: encodeURIComponent(token),
    Action: action,
    Params: params,
    ...envelope,
  });
}

/** A customer with this in the wallet, of channel 1 unless said otherwise. */
export async function newCustomer(
  { useCases }: Context,
  userCode: string,
  funds: Partial<Funds> = {},
  tenantId = 'demo',
  appChannelId = 1,
): Promise<Customer> {
  const customer = await ensureCustomer(useCases, { tenantId, appChannelId, userCode });
  const change = { rechargeFen: 0, giftFen: 0, points: 0, ...funds };
  if (Object.values(change).some((value) => value > 0))
    await topUp(useCases, customer, { change, orderId: undefined, actor: 'test', reason: undefined });
  return customer;
}

/** A coupon that 出行服务 has claimed for the user, in whichever channel the stock is. @param more of the claim */
export async function claimFor(
  { claims, useCases }: Context,
  stockId: string,
  userCode: string,
  tenantId = 'demo',
  more: Partial<ClaimRequest> = {},
): Promise<Coupon> {
  const bucket = bucketOf(userCode, useCases.buckets);
  const requestId = useCases.nextId();
  const claim = { bucket, tenantId, appChannelId: undefined, stockId, userCode, requestId, ...more };
  const outcome = await claims.claim(aClaim(claim));
  if (outcome.kind === 'refused') throw new Error(`claim refused: ${outcome.reason}`);
  return outcome.coupon;
}
