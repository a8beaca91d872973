// The enumerations of the merchant open API, by the numbers that travel.

/** 券状态, as merchants see it: 未使用/已冲正, 已核销, 已冻结, 已失效, 已删除/已回收. */
export const UseStatus = { unused: 0, redeemed: 1, frozen: 2, ended: 6, deleted: 7 } as const;
export type UseStatus = (typeof UseStatus)[keyof typeof UseStatus];
