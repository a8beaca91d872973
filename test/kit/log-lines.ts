// A log that a test reads.
import { createLog, type Log, type LogLevel } from '../../server/ops/log.ts';

export interface LogLines {
  readonly log: Log;
  /** Everything written so far, as it would stand in a file. */
  text(): string;
  /** Resolves with the first line that matches, written already or not. */
  line(pattern: RegExp): Promise<Record<string, unknown>>;
}

export function logLines(level: LogLevel = 'trace'): LogLines {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const log = createLog(level, {
    write(line) {
      lines.push(line);
      for (const look of waiting) look();
    },
  });
  return {
    log,
    text: () => lines.join(''),
    line: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(JSON.parse(found));
        };
        waiting.add(look);
        look();
      }),
  };
}
