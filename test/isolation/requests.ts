// What is asked at each door, by what it is about. The first of several is the one that everybody with a right to it gets through.
import type { MerchantAction } from '../../shared/merchant/actions.ts';
import type { PluginInterfaceName } from '../../shared/plugin/interfaces.ts';
import type { InboundName } from '../../shared/sp/interfaces.ts';
import type { Door } from '../kit/doors.ts';
import type { Things } from './parties.ts';

export type Request = (its: Things) => Readonly<Record<string, unknown>>;

const sp: Readonly<Record<InboundName, readonly Request[]>> = {
  'stock.query': [({ stockId }) => ({ stock_id: stockId })],
  'coupon.receive': [
    (its) => ({
      app_channel_id: its.appChannelId,
      user_code: its.userCode,
      stock_id: its.stockId,
      request_id: its.newRequestId,
    }),
  ],
  'coupon.deactivate': [(its) => ({ ...ofUser(its), stock_id: its.stockId, coupon_id: its.couponId })],
  'coupon.batch-deactivate': [
    (its) => ({ ...ofUser(its), coupons: [{ stock_id: its.stockId, coupon_id: its.couponId }] }),
  ],
};

const ofUser = ({ appChannelId, userCode }: Things) => ({
  ...{ app_channel_id: appChannelId, user_code: userCode, coupon_status: 4 },
});

const merchant: Readonly<Record<MerchantAction, readonly Request[]>> = {
  'user.coupon-new-status': [
    ({ customerId, couponId }) => ({ customerId, cardId: couponId }),
    ({ customerId }) => ({ customerId }),
  ],
  'communal.user.consume': [
    (its) => ({
      ...consumed(its),
      couponsCardList: [its.couponId],
      amount: '1.00',
      multiMark: its.storeCode,
    }),
    (its) => ({ bizId: its.newBizId, couponsCardList: [its.scanCode], type: 1 }),
    (its) => ({ ...consumed(its), amount: '1.00' }),
  ],
  'communal.user.consume-reverse': [({ bizId }) => ({ bizId })],
  'communal.user.coupons-vertify': [
    (its) => ({ ...consumed(its), couponsCardList: [its.couponId], orderAmount: 20_000 }),
    (its) => ({ bizId: its.newBizId, couponsCardList: [its.scanCode], type: 1 }),
  ],
  'communal.coupon.coupon-reverse': [({ bizId }) => ({ bizId })],
  'coupon.off-coupon': [({ scanCode }) => ({ code: scanCode })],
  'communal.coupon.coupon-detail': [
    ({ couponId }) => ({ userCouponCode: couponId }),
    ({ usedCouponId }) => ({ userCouponCode: usedCouponId }),
  ],
  'communal.coupon.freeze': [({ couponId, newBizId }) => ({ couponId, bizId: newBizId })],
  'communal.coupon.unfreeze': [
    ({ heldCouponId, holdBizId }) => ({ couponId: heldCouponId, bizId: holdBizId }),
  ],
};

const consumed = ({ newBizId, customerId }: Things) => ({ bizId: newBizId, customerId });

const plugin: Readonly<Record<PluginInterfaceName, readonly Request[]>> = {
  session: [
    ({ newTicket }) => ({ query: { ticket: newTicket } }),
    ({ spentTicket }) => ({ query: { ticket: spentTicket } }),
    ({ userCode }) => ({ query: { user_code: userCode } }),
  ],
  offers: [({ stockId }) => ({ stockIds: [stockId] })],
  claim: [({ claimTicket }) => ({ ticket: claimTicket })],
  coupons: [() => ({}), ({ walletPlace }) => ({ after: walletPlace })],
  coupon: [({ couponId }) => ({ couponId }), ({ usedCouponId }) => ({ couponId: usedCouponId })],
  code: [({ couponId }) => ({ couponId })],
  watch: [({ couponId }) => ({ couponId, version: 1_000 })],
};

export function requestsAt(door: Door): readonly Request[] {
  if (door.wire === 'operations') return [() => ({})];
  if (door.wire === 'sp') return sp[door.name];
  return door.wire === 'merchant' ? merchant[door.name] : plugin[door.name];
}

/** Which of the things a request names. */
export function kindsOf(request: Request, things: Things): (keyof Things)[] {
  const kinds = new Set<keyof Things>();
  request(
    new Proxy(things, {
      get(target, kind: keyof Things) {
        kinds.add(kind);
        return target[kind];
      },
    }),
  );
  return [...kinds];
}
