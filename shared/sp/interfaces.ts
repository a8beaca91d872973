// THE table of the SP protocol: every interface with its direction, path and messages. Routes, clients, the simulator
// and the documentation are made from it.
import type { z } from 'zod';
import {
  couponBatchDeactivateAnswerData,
  couponBatchDeactivateRequest,
} from './messages/coupon-batch-deactivate.ts';
import { couponDeactivateAnswerData, couponDeactivateRequest } from './messages/coupon-deactivate.ts';
import { couponReceiveAnswerData, couponReceiveRequest } from './messages/coupon-receive.ts';
import { couponRsyncAnswerData, couponRsyncRequest } from './messages/coupon-rsync.ts';
import { couponStatusRsyncAnswerData, couponStatusRsyncRequest } from './messages/coupon-status-rsync.ts';
import { stockQueryAnswerData, stockQueryRequest } from './messages/stock-query.ts';
import { stockRsyncAnswerData, stockRsyncRequest } from './messages/stock-rsync.ts';
import { stockStatusRsyncAnswerData, stockStatusRsyncRequest } from './messages/stock-status-rsync.ts';

interface SpInterface {
  readonly title: string;
  readonly titleZh: string;
  /** inbound: Tencent calls us; outbound: we call Tencent. Always POST. */
  readonly direction: 'inbound' | 'outbound';
  /** Inbound: ours. Outbound: behind the channel's base URL, unless its settings say otherwise. */
  readonly path: string;
  readonly request: z.ZodType<object>;
  readonly answerData: z.ZodType;
}

export const spInterfaces = {
  'stock.query': {
    title: 'query stock',
    titleZh: '查询批次信息',
    direction: 'inbound',
    path: '/sp/v1/stock/query',
    request: stockQueryRequest,
    answerData: stockQueryAnswerData,
  },
  'coupon.receive': {
    title: 'claim',
    titleZh: '领券',
    direction: 'inbound',
    path: '/sp/v1/coupon/receive',
    request: couponReceiveRequest,
    answerData: couponReceiveAnswerData,
  },
  'coupon.deactivate': {
    title: 'deactivate',
    titleZh: '设置可用优惠券过期/失效',
    direction: 'inbound',
    path: '/sp/v1/coupon/deactivate',
    request: couponDeactivateRequest,
    answerData: couponDeactivateAnswerData,
  },
  'coupon.batch-deactivate': {
    title: 'batch deactivate',
    titleZh: '批量设置可用优惠券过期/失效',
    direction: 'inbound',
    path: '/sp/v1/coupon/batch-deactivate',
    request: couponBatchDeactivateRequest,
    answerData: couponBatchDeactivateAnswerData,
  },
  'stock.rsync': {
    title: 'sync stock',
    titleZh: '同步批次信息',
    direction: 'outbound',
    path: '/stock/rsync',
    request: stockRsyncRequest,
    answerData: stockRsyncAnswerData,
  },
  'coupon.rsync': {
    title: 'sync coupon',
    titleZh: '同步优惠券信息',
    direction: 'outbound',
    path: '/coupon/rsync',
    request: couponRsyncRequest,
    answerData: couponRsyncAnswerData,
  },
  'stock.status.rsync': {
    title: 'sync stock status',
    titleZh: '同步批次状态',
    direction: 'outbound',
    path: '/stock/status/rsync',
    request: stockStatusRsyncRequest,
    answerData: stockStatusRsyncAnswerData,
  },
  'coupon.status.rsync': {
    title: 'sync coupon status',
    titleZh: '同步优惠券状态',
    direction: 'outbound',
    path: '/coupon/status/rsync',
    request: couponStatusRsyncRequest,
    answerData: couponStatusRsyncAnswerData,
  },
} as const satisfies Record<string, SpInterface>;

type Table = typeof spInterfaces;
export type InterfaceName = keyof Table;
export type InboundName = NameOf<'inbound'>;
export type OutboundName = NameOf<'outbound'>;
export type RequestOf<Name extends InterfaceName> = z.infer<Table[Name]['request']>;
export type AnswerDataOf<Name extends InterfaceName> = z.infer<Table[Name]['answerData']>;

type NameOf<Direction> = {
  [Name in InterfaceName]: Table[Name]['direction'] extends Direction ? Name : never;
}[InterfaceName];
