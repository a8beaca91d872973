// The calls that Tencent makes to an SP, as a person thinks of them.
import { randomUUID } from 'node:crypto';
import { createSpClient, type SpCallAnswer, type SpFetch } from '../../shared/sp/client.ts';
import type { AnswerDataOf, InboundName } from '../../shared/sp/interfaces.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import type { CouponStatus } from '../../shared/sp/vocabulary.ts';

export interface CallerOptions {
  /** The SP's base URL, before `/sp/v1/…`. */
  readonly spUrl: string;
  readonly credential: SpCredential;
  readonly fetch?: SpFetch;
  readonly now?: () => number;
}

interface ByUser {
  readonly user: string;
  readonly phone?: string | undefined;
  /** app_channel_id; 1 unless given, as in the documents' samples. */
  readonly channel?: number | undefined;
  readonly extra?: string | undefined;
}

export interface ClaimCall extends ByUser {
  readonly stock: string;
  /** Random unless given. */
  readonly requestId?: string | undefined;
}

/** To what, and why. */
interface Deactivation extends ByUser {
  readonly status: typeof CouponStatus.expired | typeof CouponStatus.invalid;
  readonly reason?: string | undefined;
}

export interface DeactivateCall extends Deactivation {
  readonly stock: string;
  readonly coupon: string;
}

export interface BatchDeactivateCall extends Deactivation {
  readonly coupons: readonly { readonly stock: string; readonly coupon: string }[];
}

type Answer<Name extends InboundName> = Promise<SpCallAnswer<AnswerDataOf<Name>>>;

/** Every answer, good or bad, is a value; its `problem` says where it is not what the field tables promise. */
export interface Caller {
  queryStock(stock: string): Answer<'stock.query'>;
  claim(call: ClaimCall): Answer<'coupon.receive'>;
  deactivate(call: DeactivateCall): Answer<'coupon.deactivate'>;
  batchDeactivate(call: BatchDeactivateCall): Answer<'coupon.batch-deactivate'>;
}

const defaultChannel = 1;

export function createCaller(options: CallerOptions): Caller {
  const { spUrl, credential, fetch = globalThis.fetch, now = Date.now } = options;
  const client = createSpClient({ baseUrl: spUrl, credential, fetch, now });
  return {
    queryStock: (stock) => client.call('stock.query', { stock_id: stock }),
    claim: (call) =>
      client.call('coupon.receive', {
        ...userFields(call),
        stock_id: call.stock,
        request_id: call.requestId ?? randomRequestId(),
      }),
    deactivate: (call) =>
      client.call('coupon.deactivate', {
        ...userFields(call),
        ...couponFields(call),
        ...deactivationFields(call),
      }),
    batchDeactivate: (call) =>
      client.call('coupon.batch-deactivate', {
        ...userFields(call),
        coupons: call.coupons.map(couponFields),
        ...deactivationFields(call),
      }),
  };
}

function userFields({ user, phone, channel = defaultChannel, extra }: ByUser) {
  return { app_channel_id: channel, user_code: user, mobile_phone: phone, extra };
}

function couponFields({ stock, coupon }: { stock: string; coupon: string }) {
  return { stock_id: stock, coupon_id: coupon };
}

function deactivationFields({ status, reason }: Deactivation) {
  return { coupon_status: status, reason };
}

/** As long as a request_id may be. */
function randomRequestId(): string {
  return randomUUID().replaceAll('-', '');
}
