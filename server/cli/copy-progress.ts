// Lines that tell how a copy gets on: one for each table when it is done, and one each second while it is not.
import type { Progress } from '../store/copy/copy.ts';
import type { TextSink } from './io.ts';

const pauseMs = 1_000;

/** @param now a steady clock, in ms */
export function copyProgress(stderr: TextSink, now: () => number = () => performance.now()) {
  let since = { rows: 0, at: now() };
  let saidAt = since.at;
  let current = '';
  return ({ phase, table, rows, done }: Progress): void => {
    const at = now();
    const of = `${phase} ${table}`;
    if (current !== of) {
      current = of;
      since = { rows, at };
    }
    if (!done && at - saidAt < pauseMs) return;
    saidAt = at;
    const perSecond = at > since.at ? Math.round(((rows - since.rows) * 1_000) / (at - since.at)) : 0;
    stderr.write(`${of}: ${rows} rows${perSecond > 0 ? `, ${perSecond} rows/s` : ''}\n`);
  };
}
