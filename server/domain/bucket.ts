// Which bucket (shard) what belongs to a user lives in. Every key begins with it.
import { createHash } from 'node:crypto';

/** @returns a whole number from 0 to buckets - 1; the same for the same user on every process and machine. */
export function bucketOf(userCode: string, buckets: number): number {
  if (buckets === 1) return 0;
  return createHash('sha256').update(userCode).digest().readUInt32BE(0) % buckets;
}
