// Who has logged in in the plugin.
import { createWechatWorld } from './world.ts';

it('turns a code into an openpid, once', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process();
  const code = wechat.issueCode('openpid-1');
  expect(await ours.pluginOpenpid(code)).toEqual({ kind: 'known', openpid: 'openpid-1' });
  expect(await ours.pluginOpenpid(code)).toEqual({ kind: 'code', why: 'used' });
});

it('refuses a code after five minutes', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process();
  const code = wechat.issueCode('openpid-1');
  wechat.advance(300_000);
  expect(await ours.pluginOpenpid(code)).toEqual({ kind: 'code', why: 'invalid' });
});

it.each([
  ['no code', ''],
  ['a long one', 'x'.repeat(513)],
  ['one with a blank', 'a b'],
  ['an ideograph', '码'],
])('asks nobody about %s', async (_, code) => {
  const { wechat, process } = await createWechatWorld();
  expect(await (await process()).pluginOpenpid(code)).toEqual({ kind: 'code', why: 'invalid' });
  expect(wechat.calls).toEqual([]);
});

it('gets through with a token that was revoked', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process();
  await ours.checkToken();
  wechat.revokeToken();
  expect(await ours.pluginOpenpid(wechat.issueCode('p'))).toEqual({ kind: 'known', openpid: 'p' });
});

it('hands every other problem on', async () => {
  const { wechat, process } = await createWechatWorld();
  wechat.fail({ kind: 'html', path: '/wxa/getpluginopenpid' });
  const login = await (await process()).pluginOpenpid(wechat.issueCode('p'));
  expect(login).toMatchObject({ kind: 'failed', problem: { kind: 'garbled' } });
});
