// Times on the merchant wire: `yyyy-MM-dd HH:mm:ss` on clocks in Shanghai, whole seconds.
import { formatTime, parseTime } from '../sp/times.ts';

/** What is finer than a second is cut off. Throws a RangeError outside the years 1000–9999. */
export function formatShanghai(at: number): string {
  return formatTime(at).slice(0, 19).replace('T', ' ');
}

/** Epoch ms, or undefined where the form is another or the date impossible. */
export function parseShanghai(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  return parseTime(text.replace(' ', 'T'));
}
