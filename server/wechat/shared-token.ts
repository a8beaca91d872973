// The token that all processes share, opened.
import type { SharedToken } from '../domain/wechat-token.ts';
import type { Database, Session } from '../store/database.ts';
import { lockWechatToken } from '../store/sql/wechat-token.ts';

export interface TokenStore {
  readonly database: Database;
  readonly appId: string;
  /** Whose secret the seal is told it is. */
  readonly place: string;
  readonly seal: { seal(plain: string, place: string): string; open(sealed: string, place: string): string };
  readonly now: () => number;
}

/** Nobody else changes it until the transaction ends. */
export async function lockShared(deps: TokenStore, tx: Session): Promise<SharedToken> {
  const { tokenSealed, ...times } = await lockWechatToken(tx, deps.appId);
  return { ...times, token: tokenSealed === undefined ? undefined : opened(deps, tokenSealed) };
}

/** One that was sealed with a master key of which nobody knows is no loss: WeChat gives another. */
function opened({ seal, place }: TokenStore, tokenSealed: string): string | undefined {
  try {
    return seal.open(tokenSealed, place);
  } catch {
    return undefined;
  }
}
