// An append-only file of JSON lines: what was written before a crash is there after it.
import { appendFileSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Journal {
  /** @throws when the line could not be written; the file is then as before. */
  append(entry: object): void;
  close(): void;
}

export const noJournal: Journal = { append() {}, close() {} };

/** @param replay is given every entry of the file, in order. @throws when a line other than a torn last one is damaged */
export function openJournal(file: string, replay: (entry: unknown) => void): Journal {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a+', 0o600);
  let size: number;
  try {
    size = replayLines(file, readFileSync(descriptor), replay);
    // A line without its end was never answered for.
    ftruncateSync(descriptor, size);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return {
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      try {
        appendFileSync(descriptor, line);
      } catch (error) {
        ftruncateSync(descriptor, size);
        throw error;
      }
      size += line.length;
    },
    close: () => closeSync(descriptor),
  };
}

/** @returns where the last whole line ends */
function replayLines(file: string, bytes: Buffer, replay: (entry: unknown) => void): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf('\n', start);
    if (end === -1) return start;
    try {
      replay(JSON.parse(bytes.toString('utf8', start, end)));
    } catch (cause) {
      throw new Error(`${file}: line ${line} is damaged; repair or delete the file`, { cause });
    }
    start = end + 1;
  }
}
