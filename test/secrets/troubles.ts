// What else makes programs talkative: a WeChat that fails and repeats what it was asked, and settings that are wrong.
import type { Variable } from '../../server/settings/variables/variable.ts';
import { variables } from '../../server/settings/variables.ts';
import type { WechatFault } from '../simulator/wechat/faults.ts';
import { canaries } from './canaries.ts';
import { putCard } from './errands.ts';
import { type Mine, shopId } from './mine.ts';

const faults: readonly WechatFault[] = [
  ...(['html', 'empty', 'huge', 'drop', 'crash'] as const).map((kind) => ({ kind })),
  { kind: 'quote', errcode: 40013 },
];
/** Takes the app's secret; take a token in the URL. */
const paths = [
  '/cgi-bin/stable_token',
  '/wxa/getpluginopenpid',
  '/bizwifi/couponput/set',
  '/bizwifi/couponput/get',
] as const;

const getCard = ['wifi', 'get', '--shop', String(shopId)];

/** @returns how many calls of each path came to nothing */
export async function whileWechatFails(mine: Mine): Promise<Readonly<Record<string, number>>> {
  const { wechat } = mine.world.visits;
  for (const path of paths)
    for (const fault of faults) {
      wechat.fail({ ...fault, path });
      await askAt(path, mine);
    }
  wechat.fail({ kind: 'never', path: '/bizwifi/couponput/get' });
  await mine.sp(getCard, { env: { WECHAT_TIMEOUT_MS: '200' } });
  const failures = Object.fromEntries(
    paths.map((path) => [path, wechat.calls.filter((one) => one.path === path && !one.answer).length]),
  );
  for (const { body, answer } of wechat.calls) {
    const { code } = body as { code?: string };
    if (code !== undefined) mine.find('login code', code);
    if (typeof answer?.['access_token'] === 'string') mine.find('access token', answer['access_token']);
  }
  await wechat.close();
  for (const path of paths) await askAt(path, mine);
  return failures;
}

async function askAt(path: (typeof paths)[number], mine: Mine): Promise<void> {
  if (path === '/wxa/getpluginopenpid') return login(mine);
  if (path === '/bizwifi/couponput/set') return void (await mine.sp(['wifi', 'set', ...putCard]));
  if (path === '/bizwifi/couponput/get') return void (await mine.sp(getCard, { form: 'text' }));
  // Nobody has a token any more; what a process of its own remembers, WeChat refuses.
  const { database } = mine.world.visits.server.context;
  await database.transaction((tx) => tx.run('DELETE FROM wechat_token'));
  await mine.sp(['doctor']);
}

async function login({ world, asked, find }: Mine): Promise<void> {
  const ticket = world.visits.ticket({ user: 'u-launched' });
  find('ticket', ticket);
  const answer = await world.visits.open({ openpid: 'openpid-of-a-canary', query: { ticket } });
  asked.push({ door: 'a login', sent: ticket, answer: answer.text, done: answer.status === 200 });
}

/** Secrets that no program can use, and has to say so. */
export async function withWrongSettings({ sp }: Mine): Promise<void> {
  const secret = Object.values<Variable>(variables).filter((one) => one.secret);
  for (const { name } of secret)
    for (const value of [`${canaries.pluginToken} and blanks`, canaries.databasePassword])
      for (const form of ['text', 'json'] as const)
        for (const command of ['doctor', 'key list'])
          await sp(command.split(' '), { form, env: { [name]: value } });
}
