// THE table of WeChat's errcodes that an operator may meet: what each one means, and what to do. The documentation's table is tested by it.
import type { WechatProblem } from './wechat.ts';

export interface Explanation {
  readonly means: string;
  readonly advice: string;
}

const system = 'look with "wifi get" what is in effect, and set again in a few minutes';
const ask = 'report it with the errcode: the call was put together wrongly';

export const wifiErrors: Readonly<Record<number, Explanation>> = {
  [-1]: { means: 'WeChat is busy', advice: system },
  9002001: { means: 'WeChat does not know this way of calling', advice: ask },
  9002002: { means: 'WeChat failed inside', advice: system },
  9002003: { means: 'WeChat waited too long for its own services', advice: system },
  9002004: { means: "one of WeChat's own services failed", advice: system },
  9002005: {
    means: 'the account is not authorised for this call',
    advice: 'check that WECHAT_APP_ID is the account that owns the store and the card',
  },
  9002006: {
    means: 'the account has not switched on the Wi-Fi plugin (微信连Wi-Fi)',
    advice: "switch it on in the account's console (公众平台), as far as WeChat still offers it",
  },
  9002007: { means: 'something is missing in the call', advice: ask },
  9002008: {
    means: 'something in the call is not valid',
    advice: 'check the shop id, the card id and the times',
  },
  9002009: {
    means: 'WeChat knows no store with this id',
    advice: 'take the id from the list of stores (门店) in the console, or 0 for all',
  },
  9008001: { means: 'WeChat does not find the card', advice: "check the card_id in the card's details" },
  9008002: {
    means: 'the card would be put up for longer than it is valid',
    advice: "end it earlier, or extend the card's validity first",
  },
  40078: {
    means: 'the card is in a state in which it cannot be put up',
    advice: 'see whether it is approved, and not deleted',
  },
  40079: { means: 'the times do not fit the card', advice: "compare them with the card's validity" },
  40122: {
    means: 'the quantity is not valid',
    advice: 'leave --quantity out, or give less than the card has',
  },
  41012: { means: 'the card_id is missing', advice: 'give it with --card' },
  45021: { means: 'a text is too long', advice: 'shorten the description: 18 characters at most' },
  45030: { means: 'the account may not use this card', advice: 'use a card that this very account made' },
  45031: { means: 'the card has no stock left', advice: "add to the card's stock first" },
  45033: { means: 'a limit of the card is reached', advice: 'see how many each user may have' },
  40001: {
    means: 'WeChat does not accept our access token, or the secret',
    advice: 'check WECHAT_APP_SECRET, and that no other program refreshes tokens by force',
  },
  40013: { means: 'WeChat does not know the app id', advice: 'check WECHAT_APP_ID' },
  40014: { means: 'WeChat does not accept our access token', advice: 'try again in half a minute' },
  40125: {
    means: 'the secret is not that of the app',
    advice: 'check WECHAT_APP_SECRET: it may have been reset',
  },
  40164: {
    means: "our address is not on the account's list (IP白名单)",
    advice: 'add the address that the message names, in the console',
  },
  42001: {
    means: 'our access token is over',
    advice: "try again in half a minute, and check this machine's clock",
  },
  45009: { means: 'the calls of this day are used up', advice: 'try again tomorrow' },
  45011: { means: 'too many calls in this minute', advice: 'try again in a minute' },
  48001: {
    means: 'the account may not make this call',
    advice: 'see in the console what the account is certified for; WeChat may have ended it',
  },
};

const others: Readonly<Record<Exclude<WechatProblem['kind'], 'refused'>, Explanation>> = {
  unreachable: {
    means: 'the call did not get to WeChat, so nothing was changed',
    advice: 'check the network and WECHAT_BASE_URL, then try again',
  },
  unanswered: { means: 'WeChat did not answer: it may have done it nevertheless', advice: system },
  garbled: { means: 'what came back was not from WeChat, or not an answer', advice: system },
};

/** In words for the operator. */
export function explain(problem: WechatProblem): Explanation {
  if (problem.kind !== 'refused') return others[problem.kind];
  return (
    wifiErrors[problem.errcode] ?? {
      means: 'WeChat refused, for a reason that we have no words for',
      advice: "look the errcode up in WeChat's documentation",
    }
  );
}
