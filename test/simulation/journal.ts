// Everything that happens in a run, line by line; its hash tells whether two runs were the same.
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Journal {
  note(who: string, what: string): void;
  /** sha-256 of all lines. */
  hash(): string;
  /** @returns the file's path */
  save(name: string): string;
}

export function createJournal(now: () => number): Journal {
  const lines: string[] = [];
  const text = () => lines.join('\n');
  return {
    note: (who, what) => void lines.push(`${new Date(now()).toISOString()} ${who}: ${what}`),
    hash: () => createHash('sha256').update(text()).digest('hex'),
    save(name) {
      const path = join(mkdtempSync(join(tmpdir(), 'chelian-simulation-')), `${name}.log`);
      writeFileSync(path, text());
      return path;
    },
  };
}
