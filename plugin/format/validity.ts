// How long a coupon is good for, in words: what is left first, the exact date after it.
import { words } from '../i18n/words';
import { serverNow } from '../services/clock';
import { dateText, leftText, timeText } from './dates';

const day = 24 * 3_600_000;

interface Window {
  readonly beginAt: number;
  readonly endAt: number;
  readonly state: string;
}

export interface ValidityText {
  /** "还剩 2 天"; empty where nothing runs out. */
  readonly left: string;
  readonly dates: string;
  /** It runs out within three days. */
  readonly soon: boolean;
}

const over = ['used', 'expired', 'invalid'];
const running = ['available', 'frozen', 'claimable', 'claimed', 'limit-reached'];

export function validityText({ beginAt, endAt, state }: Window): ValidityText {
  const { phrases } = words();
  // The state says when it ended; another date beside it would only puzzle.
  if (over.includes(state)) return { left: '', dates: '', soon: false };
  const left = endAt - serverNow();
  if (beginAt > serverNow())
    return { left: '', dates: phrases.range(dateText(beginAt), dateText(endAt)), soon: false };
  if (left <= 0 || !running.includes(state)) return { left: '', dates: until(endAt, left), soon: false };
  return { left: leftText(left), dates: until(endAt, left), soon: left < 3 * day };
}

/** On the last day the hour counts. */
function until(endAt: number, left: number): string {
  return words().phrases.until(left > 0 && left < day ? timeText(endAt) : dateText(endAt));
}
