// What to do about the app's access token, given the one that all processes share.

export interface SharedToken {
  /** Undefined: there is none, or it cannot be opened. */
  readonly token: string | undefined;
  readonly expiresAt: number;
  /** When it was last asked for with force. */
  readonly forcedAt: number;
  /** Until then another process is asking for a new one. */
  readonly leaseUntilAt: number;
}

export type TokenStep =
  | { readonly do: 'use'; readonly token: string }
  | { readonly do: 'wait' }
  /** `meanwhile`: one that is still good, should there be no new one. */
  | { readonly do: 'ask'; readonly force: boolean; readonly meanwhile: string | undefined };

/** WeChat gives a new one in the last five minutes of the old one, which goes on until its end. */
const earlyMs = 300_000;
/** WeChat's limit for forced refreshes. */
const forceEveryMs = 30_000;

export const isFresh = (expiresAt: number, now: number): boolean => now < expiresAt - earlyMs;

/** @param refused the token that WeChat has just refused, where one was */
export function nextTokenStep(shared: SharedToken, now: number, refused: string | undefined): TokenStep {
  const { token, expiresAt, forcedAt, leaseUntilAt } = shared;
  const usable = token !== undefined && token !== refused && now < expiresAt;
  if (usable && isFresh(expiresAt, now)) return { do: 'use', token };
  if (now < leaseUntilAt) return usable ? { do: 'use', token } : { do: 'wait' };
  // A refused token that another process has replaced already needs no force.
  const force = refused !== undefined && token === refused && now >= forcedAt + forceEveryMs;
  return { do: 'ask', force, meanwhile: usable ? token : undefined };
}

/** Whose secret the seal is told it is. */
export const tokenPlace = (appId: string): string => `wechat:token:${appId}`;
