// Whatever answers in WeChat's place: it becomes a problem that says whether the call may have been applied.
import { aPut, createWechatWorld } from './world.ts';

const set = '/bizwifi/couponput/set';

it.each([
  ['html', { kind: 'garbled', message: 'the answer is a page of HTML' }],
  ['empty', { kind: 'garbled', message: 'the answer is empty' }],
  ['huge', { kind: 'garbled', message: 'the answer is longer than 64 KB' }],
  ['errcode', { kind: 'refused', errcode: 45009, errmsg: 'error' }],
  ['drop', { kind: 'unanswered', message: expect.stringMatching(/^the connection failed: \w+$/) }],
] as const)('takes %s for what it is', async (kind, problem) => {
  const { wechat, process } = await createWechatWorld();
  wechat.fail({ kind, errcode: 45009, path: set });
  expect(await (await process()).wifi.set(aPut)).toEqual({ ok: false, problem });
});

it('gives up on a WeChat that never answers', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process({ timeoutMs: 300 });
  await ours.checkToken();
  wechat.fail({ kind: 'never', path: set });
  const problem = { kind: 'unanswered', message: 'no answer within 300 ms' };
  expect(await ours.wifi.set(aPut)).toEqual({ ok: false, problem });
});

it.each(['html', 'empty', 'huge', 'drop'] as const)(
  'has not called where the token came as %s',
  async (kind) => {
    const { wechat, process } = await createWechatWorld();
    wechat.fail({ kind, path: '/cgi-bin/stable_token' });
    const problem = { kind: 'unreachable', message: expect.stringMatching(/^no access token: /) };
    expect(await (await process()).wifi.set(aPut)).toEqual({ ok: false, problem });
    expect(wechat.calls.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token']);
  },
);

it('knows that nobody listened', async () => {
  const [{ wechat, process }, gone] = [await createWechatWorld(), await createWechatWorld()];
  let baseUrl = wechat.url;
  const ours = await process({ baseUrl: () => baseUrl });
  await ours.checkToken();
  await gone.wechat.close();
  baseUrl = gone.wechat.url;
  expect(await ours.wifi.set(aPut)).toEqual({
    ok: false,
    problem: { kind: 'unreachable', message: 'the connection failed: ECONNREFUSED' },
  });
});

it('says that demo mode plays WeChat only while it runs', async () => {
  const { process } = await createWechatWorld();
  const ours = await process({ baseUrl: () => undefined });
  expect(await ours.wifi.set(aPut)).toMatchObject({
    problem: { kind: 'unreachable', message: expect.stringContaining('npm start') },
  });
});
