// A coupon, an offer, a session and a code as the server sends them: say what matters, the rest is ordinary.
import type { PluginAnswerOf } from '../../../shared/plugin/interfaces.ts';
import type { CouponView, OfferView } from '../../../shared/plugin/messages/views.ts';

/** Noon in China on a Tuesday. */
export const now = Date.parse('2026-12-01T12:00:00+08:00');
export const day = 24 * 3_600_000;

const benefit = { kind: 'amount', amountFen: 2000, minimumFen: 10_000 } as const;

const terms = {
  stockId: 'test001',
  name: '加油立减券',
  description: '全国门店通用',
  instructions: '每单限用一张',
  benefit,
  beginAt: now - day,
  endAt: now + 2 * day + 3_600_000,
};

export function aCoupon(its: Partial<CouponView> = {}): CouponView {
  return {
    couponId: '7001',
    ...terms,
    state: 'available',
    version: 1,
    ...its,
  };
}

export function anOffer(its: Partial<OfferView> = {}): OfferView {
  return {
    ...terms,
    state: 'claimable',
    mine: 0,
    limit: 1,
    ticket: 'ticket-1',
    ...its,
  };
}

export function aSession(its: Partial<PluginAnswerOf<'session'>> = {}): PluginAnswerOf<'session'> {
  return { token: 'token-1', expiresAt: now + day, returnTarget: { kind: 'none' }, ...its };
}

export function aCode(its: Partial<PluginAnswerOf<'code'>> = {}): PluginAnswerOf<'code'> {
  return {
    code: '12345678901234567890',
    qrSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33"><path d="M4 4h7"/></svg>',
    barcodeSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 40"><path d="M9 0v40"/></svg>',
    refreshAt: now + 48_000,
    validUntilAt: now + 60_000,
    ...its,
  };
}
