// Where tests keep what they throw away: in memory where there is plenty, so that thousands of small commits need not wait for a disk. What a
// killed process leaves behind is the same there; what a failing disk does is tried on a disk, by test/faults.
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';
const enoughBytes = 4 * 2 ** 30;

export const scratch: string = isRoomy(inMemory) ? inMemory : tmpdir();

function isRoomy(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize >= enoughBytes;
  } catch {
    return false;
  }
}
