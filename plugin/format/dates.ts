// Times as people read them, in China's time whatever zone the phone is set to: the coupon is valid there.
import { words } from '../i18n/words';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const chinaAheadMs = 8 * hour;

/** 2026.12.01 */
export function dateText(at: number): string {
  return new Date(at + chinaAheadMs).toISOString().slice(0, 10).replace(/-/g, '.');
}

/** 2026.12.01 09:30 */
export function timeText(at: number): string {
  return `${dateText(at)} ${new Date(at + chinaAheadMs).toISOString().slice(11, 16)}`;
}

/** What is left, in the unit that matters: days; in the last one hours; in the last of them minutes. */
export function leftText(ms: number): string {
  const { days, hours, minutes, left } = words().phrases;
  if (ms >= day) return left(days(Math.floor(ms / day)));
  if (ms >= hour) return left(hours(Math.floor(ms / hour)));
  return left(minutes(Math.max(1, Math.ceil(ms / minute))));
}
