// A card on the Wi-Fi pages of a store (微信连Wi-Fi): what is put there, what is in effect, and what WeChat would refuse anyway.
import { fitsCodePoints } from '../../shared/sp/code-points.ts';
import type { WechatProblem, WechatResult } from './wechat.ts';

export interface WifiPut {
  /** 0: all stores. */
  readonly shopId: number;
  readonly cardId: string;
  readonly describe: string;
  /** Whole seconds are what WeChat can be told. */
  readonly beginAt: number;
  readonly endAt: number;
  /** WeChat's current page knows it no more: it is sent only where it is given. */
  readonly quantity: number | undefined;
}

export const wifiStates = ['in effect', 'not yet', 'over'] as const;
export type WifiState = (typeof wifiStates)[number];

export interface WifiStatus extends Omit<WifiPut, 'quantity'> {
  readonly state: WifiState;
}

/** WeChat's two calls. */
export interface WifiApi {
  set(put: WifiPut): Promise<WechatResult<undefined>>;
  /** Undefined: nothing is put there. */
  get(shopId: number): Promise<WechatResult<WifiStatus | undefined>>;
}

export type WifiOutcome = 'ok' | 'refused' | 'unknown';

/** One line of the history. It is `asked` from before the call until its answer is written down. */
export interface WifiDelivery extends WifiPut {
  readonly deliveryId: string;
  readonly tenantId: string;
  readonly at: number;
  readonly actor: string;
  readonly stockId: string | undefined;
  readonly outcome: 'asked' | WifiOutcome;
  /** 0 for what worked; undefined where WeChat said none. */
  readonly errcode: number | undefined;
  readonly errmsg: string | undefined;
}

const describeMax = 18;

/** @returns what is wrong, and how to mend it; undefined: nothing */
export function whyNotPut({
  shopId,
  cardId,
  describe,
  beginAt,
  endAt,
  quantity,
}: WifiPut): string | undefined {
  if (!isShopId(shopId)) return shopIdRule;
  if (cardId === '') return 'the card must be named by its card_id';
  if (describe.trim() === '') return 'the description must not be empty';
  if (!fitsCodePoints(describe, describeMax)) {
    return `the description has ${[...describe].length} characters: WeChat takes ${describeMax} at most`;
  }
  if (Math.floor(endAt / 1_000) <= Math.floor(beginAt / 1_000))
    return 'the end must come after the start, by a second at least';
  if (quantity !== undefined && !(Number.isSafeInteger(quantity) && quantity >= 1))
    return 'the quantity must be a whole number from 1; leave it out where the card has its own';
  return undefined;
}

export const isShopId = (shopId: number): boolean => Number.isSafeInteger(shopId) && shopId >= 0;
export const shopIdRule = 'the shop must be a whole number: its id at WeChat, or 0 for all stores';

/** WeChat's own trouble, which may be over in a moment. */
const passing: readonly number[] = [-1, 9002002, 9002003, 9002004];

export const isPassing = (problem: WechatProblem): boolean =>
  problem.kind === 'refused' && passing.includes(problem.errcode);

/** A failure inside of WeChat says nothing about how far it came. */
export function outcomeOf(result: WechatResult<unknown>): WifiOutcome {
  if (result.ok) return 'ok';
  const { problem } = result;
  if (problem.kind === 'refused') return isPassing(problem) ? 'unknown' : 'refused';
  return problem.kind === 'unreachable' ? 'refused' : 'unknown';
}
