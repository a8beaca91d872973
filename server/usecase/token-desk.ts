// A Token is good for one request (merchant open API): which one is on disk before the request is worked on. Tokens that arrive together
// are written together.
import { GroupQueue } from '../store/group-queue.ts';
import { deleteUsedTokens, type UsedToken, useTokens } from '../store/sql/used-tokens.ts';
import type { UseCaseDeps } from './deps.ts';

export interface TokenDesk {
  /**
   * @returns whether the Token is this body's: it is new, or came with the very same body before.
   * @throws QueueFull when too many wait, StoreUnavailable when it cannot be written
   */
  use(token: UsedToken): Promise<boolean>;
}

const groupLimit = 256;
const queueLimit = 5_000;

export function createTokenDesk(deps: UseCaseDeps): TokenDesk {
  const queue = new GroupQueue<UsedToken, boolean>({
    groupLimit,
    queueLimit,
    run: (tokens) => useTogether(deps, tokens),
  });
  return { use: (token) => queue.push(token) };
}

async function useTogether(deps: UseCaseDeps, tokens: readonly UsedToken[]): Promise<boolean[]> {
  const firsts = [...new Map([...tokens].reverse().map((one) => [one.token, one])).values()];
  const bodies = await deps.database.transaction((tx) => useTokens(tx, firsts, deps.now(), deps.buckets));
  const bodyOf = new Map(firsts.map(({ token }, index) => [token, bodies[index]]));
  return tokens.map(({ token, bodyHash }) => bodyOf.get(token) === bodyHash);
}

/** Forgets tokens that are too old to be accepted again. @param olderThanMs more than twice the window of timestamps */
export async function deleteOldTokens(deps: UseCaseDeps, olderThanMs: number): Promise<number> {
  let deleted = 0;
  for (let bucket = 0; bucket < deps.buckets; bucket += 1)
    deleted += await deps.database.transaction((tx) =>
      deleteUsedTokens(tx, bucket, deps.now() - olderThanMs),
    );
  return deleted;
}
