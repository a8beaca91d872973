// The life of stable access tokens: the same one is given again until five minutes before its end, a forced refresh ends the old one at
// once, and may come every 30 seconds only.
import { randomBytes } from 'node:crypto';
import { answerOf, type WechatAnswer } from './errors.ts';

const lifeMs = 7_200_000;
/** In the last minutes a new one is given, and the old one goes on until its end. */
const overlapMs = 300_000;
const forceEveryMs = 30_000;

interface Issued {
  readonly text: string;
  readonly expiresAt: number;
  revoked: boolean;
}

export interface TokenBook {
  /** How often it was asked, and how often with force. */
  readonly counts: { asked: number; forced: number };
  issue(force: boolean): WechatAnswer;
  /** The errcode for a call that carries this token; undefined: it is good. */
  refusal(text: string | null): number | undefined;
  /** Ends the present token, though an ordinary request still hands it out: only a forced refresh helps. */
  revoke(): void;
}

export function createTokenBook(now: () => number): TokenBook {
  const issued = new Map<string, Issued>();
  const counts = { asked: 0, forced: 0 };
  let current: Issued | undefined;
  let forcedAt = Number.NEGATIVE_INFINITY;

  function make(): Issued {
    // WeChat asks for room for 512 characters.
    const made = { text: randomBytes(384).toString('base64url'), expiresAt: now() + lifeMs, revoked: false };
    issued.set(made.text, made);
    return made;
  }

  return {
    counts,
    issue(force) {
      counts.asked += 1;
      if (force) {
        counts.forced += 1;
        if (now() < forcedAt + forceEveryMs) return answerOf(45011);
        forcedAt = now();
        for (const one of issued.values()) one.revoked = true;
        current = make();
      } else if (current === undefined || now() >= current.expiresAt - overlapMs) {
        current = make();
      }
      return { access_token: current.text, expires_in: Math.floor((current.expiresAt - now()) / 1_000) };
    },
    refusal(text) {
      if (text === null || text === '') return 41001;
      const known = issued.get(text);
      if (known === undefined || known.revoked) return 40001;
      return now() < known.expiresAt ? undefined : 42001;
    },
    revoke() {
      if (current !== undefined) current.revoked = true;
    },
  };
}
