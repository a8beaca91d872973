// The canaries themselves: a client of WeChat and a command that are careless with what they were given.
import { canaries } from './canaries.ts';
import { throughCommands } from './commands.ts';
import { openMine } from './mine.ts';
import { said } from './places.ts';
import { findSpills } from './spill.ts';
import { whileWechatFails } from './troubles.ts';

/** Tells what it was doing when it failed: of a token that was asked for as the rest of us do, of the rest by throwing. */
jest.mock('../../server/wechat/http.ts', () => {
  const { postJson } = jest.requireActual('../../server/wechat/http.ts');
  return {
    async postJson(url: URL, body: unknown, timeoutMs: number) {
      const result = await postJson(url, body, timeoutMs);
      if (result.ok) return result;
      const message = `cannot post ${JSON.stringify(body)} to ${url}`;
      if (url.pathname === '/cgi-bin/stable_token')
        return { ok: false, problem: { kind: 'unanswered', message } };
      throw new Error(message);
    },
  };
});

/** Shows every new secret, also one that was given. */
jest.mock('../../server/cli/credential-view.ts', () => {
  const real = jest.requireActual('../../server/cli/credential-view.ts');
  return { ...real, added: (credential: unknown) => real.added(credential, true) };
});

it('are noticed in what a careless program says', async () => {
  const mine = await openMine();
  await whileWechatFails(mine);
  await throughCommands(mine, ['credential add']);
  const spills = findSpills({ ...canaries, ...mine.found }, said(mine)).map(
    ({ secret, place }) => `${secret.replace(/\d+$/, 'x')}: ${place}`,
  );
  expect([...new Set(spills)].sort()).toEqual([
    'access token x: command line',
    'access token x: log',
    'apiSecret: command line',
    'appSecret: command line',
    'login code x: log',
  ]);
}, 60_000);
