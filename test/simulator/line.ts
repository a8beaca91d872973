// A callback as one line: when, which interface, about what, its status, and what became of it.
import { styleText } from 'node:util';
import { formatTime } from '../../shared/sp/times.ts';
import type { Received } from './received.ts';

export function callbackLine(received: Received, colour: boolean): string {
  const { at, interface: name, code, message, fault, parameters } = received;
  const { stock_id, coupon_id, stock_status, coupon_status } = parameters;
  const about = [stock_id, coupon_id].filter((id) => id !== undefined).map(printable);
  const status = coupon_status ?? stock_status;
  const words = [
    clockTime(at),
    name.padEnd(longestName),
    about.join('/') || '-',
    status === undefined ? '-' : `status ${printable(status)}`,
    paint(code === 0 ? 'green' : 'red', `${code ?? 'unanswered'} ${message}`),
    ...(fault === null ? [] : [paint('yellow', `[fault: ${fault}]`)]),
  ];
  return words.join('  ');

  function paint(format: 'green' | 'red' | 'yellow', text: string): string {
    return colour ? styleText(format, text, { validateStream: false }) : text;
  }
}

/** `13:29:35.120`, in +08:00. */
export function clockTime(at: number): string {
  return formatTime(at).slice(11, 23);
}

const longestName = 'coupon.status.rsync'.length;

/** What was refused may hold anything, and terminals obey control characters. */
function printable(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 40);
}
