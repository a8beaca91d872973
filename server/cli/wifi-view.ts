// Cards on Wi-Fi pages as the command line shows them, and WeChat's refusals in plain words.
import { formatTime } from '../../shared/sp/times.ts';
import { problemText, type WechatProblem, type WechatResult } from '../domain/wechat.ts';
import { isPassing, type WifiDelivery, type WifiPut, type WifiStatus } from '../domain/wifi.ts';
import { explain } from '../domain/wifi-errors.ts';
import type { WifiDone } from '../usecase/wifi.ts';
import type { Answer } from './command.ts';
import { fields, table } from './output.ts';
import { timeWords } from './words.ts';

export function wifiSetAnswer({ delivery, result }: WifiDone): Answer {
  const json = { ...deliveryJson(delivery), ...(result.ok ? {} : explain(result.problem)) };
  if (result.ok) return { json, text: fields({ ...putFields(delivery), outcome: 'WeChat has put it' }) };
  return {
    json,
    text: fields({
      ...putFields(delivery),
      outcome: outcomeWords[delivery.outcome],
      ...problemFields(result.problem),
    }),
    exitCode: exitCodeOf(result.problem),
  };
}

export function statusAnswer(shopId: number, result: WechatResult<WifiStatus | undefined>): Answer {
  if (!result.ok) {
    const { problem } = result;
    const { errcode, errmsg } = errorOf(problem);
    return {
      json: { shop_id: shopId, errcode, errmsg, ...explain(problem) },
      text: fields({ shop: shopWords(shopId), ...problemFields(problem) }),
      exitCode: exitCodeOf(problem),
    };
  }
  const { value: status } = result;
  if (status === undefined)
    return { json: { shop_id: shopId }, text: `Nothing is on the Wi-Fi page of ${shopWords(shopId)}.` };
  return {
    json: { ...putJson({ ...status, quantity: undefined }), card_status: status.state },
    text: fields({ ...putFields({ ...status, quantity: undefined }), state: status.state }),
  };
}

export function historyAnswer(deliveries: readonly WifiDelivery[]): Answer {
  return {
    json: deliveries.map(deliveryJson),
    text:
      deliveries.length === 0
        ? 'Nothing was put yet: begin with "wifi set".'
        : table(
            ['WHEN', 'WHO', 'SHOP', 'CARD', 'DESCRIPTION', 'UNTIL', 'STOCK', 'OUTCOME'],
            deliveries.map((one) => [
              timeWords(one.at),
              one.actor,
              one.shopId === 0 ? 'all' : String(one.shopId),
              one.cardId,
              one.describe,
              timeWords(one.endAt),
              one.stockId ?? '',
              [outcomeWords[one.outcome], one.errcode || undefined, one.errmsg]
                .filter((part) => part !== undefined)
                .join(' '),
            ]),
          ),
  };
}

/** An answer that was never written down is one that nobody knows. */
const outcomeWords: Readonly<Record<WifiDelivery['outcome'], string>> = {
  asked: 'unknown: no answer was written down',
  ok: 'ok',
  refused: 'refused',
  unknown: 'unknown',
};

/** 2: the call is wrong, and will be again. 1: WeChat or the way there has trouble. */
const exitCodeOf = (problem: WechatProblem) => (problem.kind === 'refused' && !isPassing(problem) ? 2 : 1);

const shopWords = (shopId: number) => (shopId === 0 ? 'all stores' : `store ${shopId}`);

function putFields(put: WifiPut) {
  return {
    shop: shopWords(put.shopId),
    card: put.cardId,
    description: put.describe,
    from: timeWords(put.beginAt),
    to: timeWords(put.endAt),
    quantity: put.quantity,
  };
}

function putJson(put: WifiPut) {
  return {
    shop_id: put.shopId,
    card_id: put.cardId,
    card_describe: put.describe,
    start_time: formatTime(put.beginAt),
    end_time: formatTime(put.endAt),
    card_quantity: put.quantity,
  };
}

function deliveryJson(delivery: WifiDelivery) {
  return {
    delivery_id: delivery.deliveryId,
    ...putJson(delivery),
    stock_id: delivery.stockId,
    set_time: formatTime(delivery.at),
    actor: delivery.actor,
    outcome: delivery.outcome === 'asked' ? 'unknown' : delivery.outcome,
    errcode: delivery.errcode,
    errmsg: delivery.errmsg,
  };
}

const errorOf = (problem: WechatProblem) =>
  problem.kind === 'refused'
    ? { errcode: problem.errcode, errmsg: problem.errmsg }
    : { errcode: undefined, errmsg: problem.message };

function problemFields(problem: WechatProblem) {
  const { means, advice } = explain(problem);
  return { WeChat: problemText(problem), 'that is': means, 'what to do': advice };
}
