// Cards on the Wi-Fi pages of stores: put there, looked at, and remembered. WeChat's passing trouble is waited out, the rest is told.
import { problemText, type WechatResult } from '../domain/wechat.ts';
import {
  isPassing,
  isShopId,
  outcomeOf,
  shopIdRule,
  type WifiApi,
  type WifiDelivery,
  type WifiPut,
  type WifiStatus,
  whyNotPut,
} from '../domain/wifi.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { completeWifiDelivery, insertWifiDelivery, type WifiAnswer } from '../store/sql/wifi-deliveries.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

export interface WifiDeps extends Pick<UseCaseDeps, 'database' | 'now' | 'nextId'> {
  readonly wifi: WifiApi;
  readonly wait: (ms: number) => Promise<unknown>;
}

export interface WifiRequest {
  readonly tenantId: string;
  readonly actor: string;
  readonly put: WifiPut;
  /** The stock of ours that the card stands for. */
  readonly stockId?: string | undefined;
}

export interface WifiDone {
  readonly delivery: WifiDelivery;
  readonly result: WechatResult<undefined>;
}

/**
 * Puts a card on the Wi-Fi page of a shop, or of all. The attempt is on disk before WeChat is asked.
 * @throws Refusal for what WeChat would refuse anyway, and for a stock that is not there
 */
export async function setWifiCard(deps: WifiDeps, request: WifiRequest): Promise<WifiDone> {
  const { database } = deps;
  const { tenantId, actor, put, stockId } = request;
  const wrong = whyNotPut(put);
  if (wrong !== undefined) throw new Refusal('invalid', wrong);
  if (stockId !== undefined && (await findStock(database.read, tenantId, stockId)) === undefined)
    throw new Refusal('notFound', `there is no stock ${stockId}`);
  const asked: WifiDelivery = {
    ...put,
    deliveryId: deps.nextId(),
    tenantId,
    at: deps.now(),
    actor,
    stockId,
    outcome: 'asked',
    errcode: undefined,
    errmsg: undefined,
  };
  await database.transaction((tx) => insertWifiDelivery(tx, asked));
  const result = await patiently(deps, () => deps.wifi.set(put));
  const answer = answerOf(result);
  await writeDown(deps, asked, answer);
  return { delivery: { ...asked, ...answer }, result };
}

/** What is in effect at a shop; the value is undefined where nothing is. @throws Refusal */
export function getWifiCard(
  deps: Pick<WifiDeps, 'wifi' | 'wait'>,
  shopId: number,
): Promise<WechatResult<WifiStatus | undefined>> {
  if (!isShopId(shopId)) throw new Refusal('invalid', shopIdRule);
  return patiently(deps, () => deps.wifi.get(shopId));
}

/** Before the second, third and fourth try. */
const retryMs = [500, 1_000, 2_000];

async function patiently<Value>(
  { wait }: Pick<WifiDeps, 'wait'>,
  call: () => Promise<WechatResult<Value>>,
): Promise<WechatResult<Value>> {
  let result = await call();
  for (const ms of retryMs) {
    if (result.ok || !isPassing(result.problem)) break;
    await wait(ms);
    result = await call();
  }
  return result;
}

function answerOf(result: WechatResult<undefined>): WifiAnswer {
  const outcome = outcomeOf(result);
  if (result.ok) return { outcome, errcode: 0, errmsg: undefined };
  const { problem } = result;
  return problem.kind === 'refused'
    ? { outcome, errcode: problem.errcode, errmsg: problem.errmsg }
    : { outcome, errcode: undefined, errmsg: problemText(problem) };
}

/** WeChat has been asked by now: a store that fails here must not look as if nothing had happened. */
async function writeDown({ database }: WifiDeps, asked: WifiDelivery, answer: WifiAnswer): Promise<void> {
  try {
    await database.transaction((tx) => completeWifiDelivery(tx, asked.tenantId, asked.deliveryId, answer));
  } catch (cause) {
    throw new Error(
      `WeChat was asked (${answer.outcome}), but its answer could not be written down: the history shows it as unknown`,
      { cause },
    );
  }
}
