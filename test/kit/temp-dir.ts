// A directory of the test's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from './at-end.ts';
import { scratch } from './scratch.ts';

/** Empty, and removed after the test. */
export function tempDir(): string {
  const path = mkdtempSync(join(scratch, 'chelian-test-'));
  atEnd(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
