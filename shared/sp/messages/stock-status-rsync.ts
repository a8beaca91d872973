// 同步批次状态: we tell Tencent that a stock's status changed.
import { z } from 'zod';
import { exactChoice, id, text } from '../fields.ts';
import { StockStatus } from '../vocabulary.ts';
import { exactMessage, noAnswerData } from './common.ts';

export const stockStatusRsyncRequest = exactMessage(
  z.strictObject({
    stock_id: id(30),
    stock_status: exactChoice(...Object.values(StockStatus)),
    extra: text(128).optional(),
  }),
);
export type StockStatusRsyncRequest = z.infer<typeof stockStatusRsyncRequest>;

export const stockStatusRsyncAnswerData = noAnswerData;
