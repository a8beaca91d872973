// Sessions of the plugin: what a log-in writes, what it reads twice, and what is forgotten in time.
import type { Context } from '../../../server/context.ts';
import { sampleHostAppId } from '../../../server/demo/sample.ts';
import type { PluginHost } from '../../../server/domain/plugin-host.ts';
import type { Session } from '../../../server/store/database.ts';
import {
  deleteOldPluginSessions,
  openPluginSession,
  pluginSessionOf,
} from '../../../server/usecase/plugin-session.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { withSessions } from '../../kit/faulty/sessions.ts';

const lifetimeMs = 12 * 3_600_000;

let context: Context;
let clock: TestClock;
let host: PluginHost;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  const known = context.directory.pluginHost(sampleHostAppId);
  if (known === undefined) throw new Error('the demo has its host');
  host = known;
});

const open = (userCode: string, openpid = 'me', useCases = context.useCases) =>
  openPluginSession(useCases, { host, openpid, userCode, proven: false, bindFirstUse: true });
const tokenOf = async (opening: ReturnType<typeof open>) => {
  const opened = await opening;
  return opened.kind === 'opened' ? opened.token : '';
};

/** A store in which nothing was in that table yet when it was first asked. */
function tooEarly(table: string): Context['useCases'] {
  let left = 1;
  const reading = (tx: Session): Session => ({
    ...tx,
    all: (sql, values) =>
      sql.includes(`FROM ${table}`) && left-- > 0 ? Promise.resolve([]) : tx.all(sql, values),
  });
  return { ...context.useCases, database: withSessions(context.database, reading) };
}

/** A store that goes on saying of bindings what it said when it was first asked, as to a transaction that began back then. */
function lookingBack(): Context['useCases'] {
  const answers = new Map<string, Promise<unknown[]>>();
  const reading = (tx: Session): Session => ({
    ...tx,
    all<Row>(sql: string, values?: Parameters<Session['all']>[1]): Promise<Row[]> {
      const question = JSON.stringify([sql, values]);
      const answer = answers.get(question) ?? tx.all<Row>(sql, values);
      if (sql.includes('_binding')) answers.set(question, answer);
      return answer as Promise<Row[]>;
    },
  });
  return { ...context.useCases, database: withSessions(context.database, reading) };
}

it.each(['openpid_binding', 'user_binding'])(
  'looks again where only %s was read too early',
  async (table) => {
    await open('u1');
    expect(await open('u1', 'me', tooEarly(table))).toMatchObject({ kind: 'opened' });
    expect(await open('u1', 'thief', tooEarly(table))).toMatchObject({ reason: 'identityRefused' });
    expect(await open('u2', 'me', tooEarly(table))).toMatchObject({ reason: 'identityRefused' });
  },
);

it('binds whom it knows once', async () => {
  await open('u1');
  clock.advance(1);
  await open('u1');
  const bound = await context.database.read.all('SELECT bound_at FROM user_binding');
  expect(bound).toEqual([{ bound_at: noon }]);
});

describe('where a ticket proves that somebody else is behind the openpid, or the user', () => {
  const prove = (userCode: string, openpid: string, at = host) =>
    openPluginSession(context.useCases, {
      ...{ host: at, openpid, userCode },
      ...{ proven: true, bindFirstUse: true },
    });
  const isOpen = async (token: string) => (await pluginSessionOf(context.useCases, token)) !== undefined;

  it('ends what the openpid has open as whom it was taken for, and nothing of others', async () => {
    const [former, bystander] = [await tokenOf(open('u1')), await tokenOf(open('u3', 'another'))];
    const current = await tokenOf(prove('u2', 'me'));
    expect(await Promise.all([former, bystander, current].map(isOpen))).toEqual([false, true, true]);
  });

  it('ends what a stranger has open as the user, and not the user’s own', async () => {
    const stranger = await tokenOf(open('u1', 'stranger'));
    const own = await tokenOf(prove('u1', 'me'));
    expect(await Promise.all([stranger, own].map(isOpen))).toEqual([false, true]);
    const again = await tokenOf(open('u1'));
    expect(await Promise.all([own, again].map(isOpen))).toEqual([true, true]);
  });

  it('leaves what the user has open in another mini-program', async () => {
    const elsewhere = await tokenOf(prove('u1', 'mine-there', { ...host, hostAppId: 'wxanother' }));
    const stranger = await tokenOf(open('u1', 'stranger'));
    await prove('u1', 'me');
    expect(await Promise.all([elsewhere, stranger].map(isOpen))).toEqual([true, false]);
  });
});

it('is over with what it was opened by, though that was gone before it was opened', async () => {
  await open('u1', 'stranger');
  const late = lookingBack();
  const before = await tokenOf(open('u1', 'stranger', late));
  const proof = { host, openpid: 'me', userCode: 'u1', proven: true, bindFirstUse: true };
  await openPluginSession(context.useCases, proof);
  const after = await tokenOf(open('u1', 'stranger', late));
  expect(after).not.toBe('');
  for (const token of [before, after]) expect(await pluginSessionOf(context.useCases, token)).toBeUndefined();
});

it('is over that was opened when bindings were not written down with it', async () => {
  const token = await tokenOf(open('u1'));
  await context.database.transaction((tx) => tx.run('UPDATE plugin_session SET bound_at = NULL', []));
  expect(await pluginSessionOf(context.useCases, token)).toBeUndefined();
});

it('forgets sessions that are over, and no others', async () => {
  const [old, over] = [await tokenOf(open('u1')), await tokenOf(open('u2', 'another'))];
  clock.advance(1);
  const young = await tokenOf(open('u1'));
  clock.advance(lifetimeMs - 1);
  expect(await pluginSessionOf(context.useCases, old)).toBeUndefined();
  expect(await deleteOldPluginSessions(context.useCases)).toBe(0);
  clock.advance(1);
  expect(await deleteOldPluginSessions(context.useCases)).toBe(2);
  clock.advance(-1);
  const left = [old, over, young].map((token) => pluginSessionOf(context.useCases, token));
  expect(await Promise.all(left)).toEqual([
    undefined,
    undefined,
    expect.objectContaining({ userCode: 'u1' }),
  ]);
});
