// Tokens that were used, each with the body that it came with.
import { bucketOf } from '../../domain/bucket.ts';
import type { Session } from '../database.ts';

export interface UsedToken {
  readonly token: string;
  readonly bodyHash: string;
}

/**
 * Gives each token to the body that it comes with, unless it is another's already.
 * @param tokens each token once @returns whose body each token is, in their order
 */
export async function useTokens(
  tx: Session,
  tokens: readonly UsedToken[],
  now: number,
  buckets: number,
): Promise<string[]> {
  const keyed = tokens.map(({ token, bodyHash }) => ({ bucket: bucketOf(token, buckets), token, bodyHash }));
  // One order for everybody: of two groups with the same tokens one waits for the other, not both.
  const inOrder = [...keyed].sort((a, b) => a.bucket - b.bucket || (a.token < b.token ? -1 : 1));
  await tx.runEach(
    'INSERT INTO used_token (bucket, token, body_hash, used_at) VALUES (?, ?, ?, ?) ON CONFLICT (bucket, token) DO NOTHING',
    inOrder.map(({ bucket, token, bodyHash }) => [bucket, token, bodyHash, now]),
  );
  const rows = await tx.allEach<{ body_hash: string }>(
    'SELECT body_hash FROM used_token WHERE bucket = ? AND token = ?',
    keyed.map(({ bucket, token }) => [bucket, token]),
  );
  return rows.map(([row], index) => row?.body_hash ?? keyed[index]?.bodyHash ?? '');
}

/** @returns how many were deleted */
export function deleteUsedTokens(tx: Session, bucket: number, before: number): Promise<number> {
  return tx.run('DELETE FROM used_token WHERE bucket = ? AND used_at < ?', [bucket, before]);
}
