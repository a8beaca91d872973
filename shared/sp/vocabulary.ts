// The enumerations of the SP coupon protocol, by the numbers that travel.

/** 批次状态. Only a running stock can be claimed from; a stopped one never runs again (sp §8). */
export const StockStatus = { inactive: 1, inReview: 2, running: 3, stopped: 4, paused: 5 } as const;
export type StockStatus = (typeof StockStatus)[keyof typeof StockStatus];

/** 优惠券状态, as Tencent sees it. */
export const CouponStatus = { available: 1, used: 2, expired: 3, invalid: 4 } as const;
export type CouponStatus = (typeof CouponStatus)[keyof typeof CouponStatus];

/** 优惠券类型: 满减, 减至, 折扣. */
export const CouponType = { fixedAmount: 1, cutToPrice: 2, discount: 3 } as const;
export type CouponType = (typeof CouponType)[keyof typeof CouponType];
