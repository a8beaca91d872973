// The app's access token: one for all processes, kept in the store. Whoever finds it missing, ending or refused asks for a new one, and
// everybody else waits for that.
import { randomUUID } from 'node:crypto';
import { done, type WechatResult } from '../domain/wechat.ts';
import { isFresh, nextTokenStep } from '../domain/wechat-token.ts';
import { leaseWechatToken, releaseWechatToken, saveWechatToken } from '../store/sql/wechat-token.ts';
import { lockShared, type TokenStore } from './shared-token.ts';
import type { StableToken } from './stable-token.ts';

export interface AccessTokens {
  get(): Promise<WechatResult<string>>;
  /** Another one than the token that WeChat has just refused; the same one, where WeChat has no other. */
  replace(refused: string): Promise<WechatResult<string>>;
}

export interface AccessTokenDeps extends TokenStore {
  /** Asks WeChat. */
  readonly ask: (force: boolean) => Promise<WechatResult<StableToken>>;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Longer than asking can take: after that, whoever asks is taken for dead. */
  readonly leaseMs: number;
}

/** How often a process looks whether the one that asks has got its answer. */
const lookMs = 100;

export function createAccessTokens(deps: AccessTokenDeps): AccessTokens {
  const { now } = deps;
  let known: { readonly token: string; readonly expiresAt: number } | undefined;
  const renewing = new Map<string | undefined, Promise<WechatResult<string>>>();

  /** One at a time in this process, for each token that was refused. */
  function renewed(refused: string | undefined): Promise<WechatResult<string>> {
    const running = renewing.get(refused) ?? renew(refused).finally(() => renewing.delete(refused));
    renewing.set(refused, running);
    return running;
  }

  async function renew(refused: string | undefined): Promise<WechatResult<string>> {
    const lease = randomUUID();
    for (;;) {
      const { step, expiresAt } = await takeStep(refused, lease);
      if (step.do === 'use') {
        known = { token: step.token, expiresAt };
        return done(step.token);
      }
      if (step.do === 'ask') return askFor(step, lease);
      await deps.wait(lookMs);
    }
  }

  function takeStep(refused: string | undefined, lease: string) {
    return deps.database.transaction(async (tx) => {
      const shared = await lockShared(deps, tx);
      const step = nextTokenStep(shared, now(), refused);
      if (step.do === 'ask') await leaseWechatToken(tx, deps.appId, lease, now() + deps.leaseMs);
      return { step, expiresAt: shared.expiresAt };
    });
  }

  async function askFor(
    { force, meanwhile }: { readonly force: boolean; readonly meanwhile: string | undefined },
    lease: string,
  ): Promise<WechatResult<string>> {
    const at = now();
    const forced = await deps.ask(force);
    // Somebody outside may have forced it a moment ago: then the one that they got is ours, too.
    const answer = !forced.ok && force && forced.problem.kind === 'refused' ? await deps.ask(false) : forced;
    if (!answer.ok) {
      await deps.database.transaction((tx) => releaseWechatToken(tx, deps.appId, lease));
      return meanwhile === undefined ? answer : done(meanwhile);
    }
    const { token, expiresInMs } = answer.value;
    known = { token, expiresAt: at + expiresInMs };
    const tokenSealed = deps.seal.seal(token, deps.place);
    const row = { tokenSealed, expiresAt: known.expiresAt, at, forced: force };
    await deps.database.transaction((tx) => saveWechatToken(tx, deps.appId, lease, row));
    return done(token);
  }

  const isKnown = (refused?: string) =>
    known !== undefined && known.token !== refused && isFresh(known.expiresAt, now());

  return {
    get: async () => (known !== undefined && isKnown() ? done(known.token) : renewed(undefined)),
    replace: async (refused) =>
      known !== undefined && isKnown(refused) ? done(known.token) : renewed(refused),
  };
}
