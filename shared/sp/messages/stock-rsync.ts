// 同步批次信息: we tell Tencent a stock's terms; and the same shape, read liberally, as what a stock is created from.
import { z } from 'zod';
import {
  benefitOfType,
  benefits,
  checkBenefitOfTypeThere,
  checkOwnBenefit,
  exactBenefits,
} from '../benefits.ts';
import {
  blankAsAbsent,
  channelId,
  choice,
  exactChannelId,
  exactChoice,
  exactInteger,
  id,
  integer,
  intMax,
  optionalTime,
  text,
  time,
} from '../fields.ts';
import { CouponType } from '../vocabulary.ts';
import { exactMessage, exactStockTerms, noAnswerData } from './common.ts';

const countRange = { min: 1, max: intMax };
const classifyRange = { min: 0, max: intMax };

export const stockRsyncRequest = exactMessage(
  z
    .strictObject({
      app_channel_id: exactChannelId,
      app_id: id(32),
      buss_classify: exactInteger(classifyRange).optional(),
      ...exactStockTerms,
      coupon_type: exactChoice(...Object.values(CouponType)),
      ...exactBenefits,
    })
    .check(checkOwnBenefit),
);
export type StockRsyncRequest = z.infer<typeof stockRsyncRequest>;

export const stockRsyncAnswerData = noAnswerData;

/** Input of `stock create`: keys trimmed by the caller, times out as epoch ms, `stock_status` not looked at. */
export const stockInput = z
  .object({
    app_channel_id: channelId,
    app_id: z.preprocess(blankAsAbsent, id(32).optional()),
    buss_classify: z.preprocess(blankAsAbsent, integer(classifyRange).optional()),
    stock_id: id(30),
    stock_name: text(20),
    instructions: text(1024),
    coupon_name: text(20),
    coupon_desc: text(50),
    coupon_type: choice(...Object.values(CouponType)),
    ...benefits,
    max_coupons: integer(countRange),
    max_coupons_per_user: integer(countRange),
    available_begin_time: time,
    available_end_time: time,
    create_time: optionalTime,
  })
  .check(checkBenefitOfTypeThere, checkWindow)
  .transform(dropForeignBenefits);
export type StockInput = z.infer<typeof stockInput>;

interface Window {
  available_begin_time: number;
  available_end_time: number;
}

function checkWindow({ value, issues }: z.core.ParsePayload<Window>): void {
  if (value.available_begin_time <= value.available_end_time) return;
  const message = 'is before available_begin_time';
  issues.push({ code: 'custom', input: value, path: ['available_end_time'], message });
}

/** The documents' samples carry every object beside coupon_type 1; only the one of the own type means anything. */
function dropForeignBenefits<Stock extends { coupon_type: CouponType }>(stock: Stock): Stock {
  const own = benefitOfType[stock.coupon_type];
  const kept: Partial<Record<string, unknown>> = { ...stock };
  for (const name of Object.values(benefitOfType)) if (name !== own) delete kept[name];
  return kept as Stock;
}
