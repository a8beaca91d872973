// A directory of the test's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './at-end.ts';

/** Empty, and removed after the test. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'chelian-test-'));
  atEnd(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
