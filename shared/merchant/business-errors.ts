// What a till is told when it was understood but the answer is no: status true, codes 40xxx. Nothing has happened then.
import type { MerchantErrorEntry } from './codes.ts';

export const businessErrors = {
  badParameter: business(40001, '参数错误，请检查收银机设置', {
    cause: 'A field of Params is missing or malformed; the message names it.',
    advice: 'Correct the field and send again.',
  }),
  bizIdReused: business(40002, '业务流水号已用于另一笔交易，请换号重试', {
    cause: 'The bizId was used before with other content.',
    advice: 'Use a new bizId for a new transaction, and the old one only to repeat the very same.',
  }),
  wrongChannel: business(40003, '商家账户不符，请检查账户名', {
    cause: 'The channel is not the account that the credential belongs to.',
    advice: 'Leave channel out, or send the account’s own name.',
  }),
  customerNotFound: business(40101, '会员不存在，请核对会员信息', {
    cause: 'There is no such customer, or another merchant has it.',
    advice: 'Check the customerId.',
  }),
  couponNotFound: business(40201, '优惠券不存在，请核对券码', {
    cause: 'There is no such coupon, or it is not this customer’s.',
    advice: 'Check the coupon and the customerId.',
  }),
  couponUsed: business(40202, '优惠券已使用，请换一张', {
    cause: 'The coupon was redeemed before, under another bizId.',
    advice: 'Use another coupon, or reverse the consume that redeemed it.',
  }),
  couponExpired: business(40203, '优惠券已过期，请换一张', {
    cause: 'The validity of the coupon is over.',
    advice: 'Use another coupon.',
  }),
  couponInvalid: business(40204, '优惠券已失效，请换一张', {
    cause: 'The coupon was taken back.',
    advice: 'Use another coupon.',
  }),
  couponNotBegun: business(40205, '优惠券尚未生效，请到期再用', {
    cause: 'The validity of the coupon has not begun.',
    advice: 'Use it from beginAt on.',
  }),
  couponFrozen: business(40206, '优惠券已冻结，请先完成或取消原订单', {
    cause: 'The coupon is held for another order.',
    advice: 'Redeem it under the bizId that holds it, unfreeze it, or wait until the hold ends.',
  }),
  wrongStore: business(40207, '本店不能使用此券，请换一张', {
    cause: 'The coupon is limited to stores, and multiMark names none of them.',
    advice: 'Send the code of the store in multiMark, or use another coupon.',
  }),
  codeInvalid: business(40208, '核销码无效或已过期，请刷新后重扫', {
    cause: 'The scan code is wrong, too old, or was redeemed.',
    advice: 'Scan the code that is on the customer’s screen now.',
  }),
  tooManyCodes: business(
    40209,
    '核销码错误次数过多，请一分钟后再试',
    {
      cause: 'Too many wrong scan codes came from this till or this credential.',
      advice: 'Wait a minute.',
    },
    { retryable: true },
  ),
  orderTooSmall: business(40210, '未达到用券金额，请凑单或换一张', {
    cause: 'The order is below the minimum of the coupon.',
    advice: 'Use it with a larger order.',
  }),
  balanceShort: business(40301, '余额不足，请充值或换支付方式', {
    cause: 'The wallet holds less than the amount.',
    advice: 'Take less, or top the wallet up.',
  }),
  pointsShort: business(40302, '积分不足，请减少抵扣积分', {
    cause: 'The wallet holds fewer points than are to be taken.',
    advice: 'Take fewer points.',
  }),
  passwordWrong: business(40303, '支付密码错误，请重新输入', {
    cause: 'The pay password is missing or wrong.',
    advice: 'Ask for it again; five wrong ones in 15 minutes lock it.',
  }),
  passwordLocked: business(40304, '支付密码已锁定，请15分钟后再试', {
    cause: 'The pay password was wrong too often.',
    advice: 'Wait 15 minutes.',
  }),
  passwordNotSet: business(40305, '未设置支付密码，请先设置', {
    cause: 'The password is to be checked, but the customer has none.',
    advice: 'Set one first, or send without usePassword.',
  }),
  consumeNotFound: business(40401, '没有这笔交易，请核对业务流水号', {
    cause: 'No consume has this bizId.',
    advice: 'Send the bizId that the consume returned.',
  }),
  consumeReversed: business(40402, '这笔交易已冲正，请换流水号重新提交', {
    cause: 'The consume of this bizId was reversed.',
    advice: 'Begin again under a new bizId.',
  }),
} as const satisfies Record<string, MerchantErrorEntry>;

function business(
  code: number,
  message: string,
  words: { cause: string; advice: string },
  more: { retryable?: boolean } = {},
): MerchantErrorEntry {
  return { code, message, ...words, system: false, http: 200, retryable: more.retryable ?? false };
}
