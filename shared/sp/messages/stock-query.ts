// 查询批次信息: the terms of a stock, asked for by Tencent.
import { z } from 'zod';
import { checkBenefitThere, exactBenefits } from '../benefits.ts';
import { anObject, exactChannelId, exactChoice, extra, id } from '../fields.ts';
import { CouponType } from '../vocabulary.ts';
import { exactStockTerms } from './common.ts';

export const stockQueryRequest = z.object({
  stock_id: id(30),
  extra: extra(),
});
export type StockQueryRequest = z.infer<typeof stockQueryRequest>;

export const stockQueryAnswerData = z
  .object(
    {
      app_channel_id: exactChannelId,
      app_id: id(32),
      ...exactStockTerms,
      coupon_type: exactChoice(...Object.values(CouponType)),
      ...exactBenefits,
    },
    anObject,
  )
  .check(checkBenefitThere);
export type StockQueryAnswerData = z.infer<typeof stockQueryAnswerData>;
