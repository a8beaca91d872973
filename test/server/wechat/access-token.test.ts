// One token for all calls and all processes, and as few requests for it as can be.
import { createSeal } from '../../../server/settings/secrets.ts';
import type { Wechat } from '../../../server/wechat/open.ts';
import { app, createWechatWorld, shopId } from './world.ts';

const minuteMs = 60_000;
const ok = { ok: true, value: undefined };
const get = (wechat: Wechat) => wechat.wifi.get(shopId);
const burst = (of: readonly Wechat[], calls: number) =>
  Promise.all(Array.from({ length: calls }, (_, index) => get(of[index % of.length] as Wechat)));

it('asks for one token before fifty calls', async () => {
  const { wechat, process } = await createWechatWorld();
  expect(await burst([await process()], 50)).toEqual(Array(50).fill(ok));
  expect(wechat.tokenCounts).toEqual({ asked: 1, forced: 0 });
});

it('asks once where two processes start together', async () => {
  const { wechat, process } = await createWechatWorld();
  expect(await burst([await process(), await process()], 10)).toEqual(Array(10).fill(ok));
  expect(wechat.tokenCounts).toEqual({ asked: 1, forced: 0 });
});

it('asks again five minutes before the end', async () => {
  const { wechat, clock, process } = await createWechatWorld();
  const ours = await process();
  await get(ours);
  clock.advance(115 * minuteMs - 1);
  await get(ours);
  expect(wechat.tokenCounts.asked).toBe(1);
  clock.advance(1);
  expect(await get(ours)).toEqual(ok);
  expect(wechat.tokenCounts).toEqual({ asked: 2, forced: 0 });
});

it('goes on with a token that cannot be renewed yet', async () => {
  const { wechat, clock, process } = await createWechatWorld();
  const ours = await process();
  await get(ours);
  clock.advance(116 * minuteMs);
  wechat.fail({ kind: 'empty', path: '/cgi-bin/stable_token' });
  expect(await get(ours)).toEqual(ok);
});

it('replaces a revoked token once for fifty calls', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process();
  await get(ours);
  wechat.revokeToken();
  expect(await burst([ours], 50)).toEqual(Array(50).fill(ok));
  expect(wechat.tokenCounts).toEqual({ asked: 2, forced: 1 });
});

it('replaces a revoked token once for two processes', async () => {
  const { wechat, process } = await createWechatWorld();
  const both = [await process(), await process()];
  await burst(both, 2);
  wechat.revokeToken();
  expect(await burst(both, 50)).toEqual(Array(50).fill(ok));
  expect(wechat.tokenCounts).toEqual({ asked: 2, forced: 1 });
});

it('succeeds when the token is revoked in mid-burst', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process();
  await get(ours);
  const calls = Array.from({ length: 50 }, async (_, index) => {
    const call = get(ours);
    if (index === 25) wechat.revokeToken();
    return call;
  });
  expect(await Promise.all(calls)).toEqual(Array(50).fill(ok));
  expect(wechat.tokenCounts).toEqual({ asked: 2, forced: 1 });
});

it('forces no second refresh within thirty seconds', async () => {
  const { wechat, clock, process } = await createWechatWorld();
  const ours = await process();
  await get(ours);
  wechat.revokeToken();
  await get(ours);
  wechat.revokeToken();
  clock.advance(29_999);
  expect(await get(ours)).toMatchObject({ ok: false, problem: { errcode: 40001 } });
  expect(wechat.tokenCounts.forced).toBe(1);
  clock.advance(1);
  expect(await get(ours)).toEqual(ok);
  expect(wechat.tokenCounts.forced).toBe(2);
});

it('takes what others got where WeChat refuses force', async () => {
  const { wechat, process } = await createWechatWorld();
  const ours = await process();
  await get(ours);
  const answer = await fetch(`${wechat.url}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: app.appId,
      secret: app.secret,
      force_refresh: true,
    }),
  });
  expect(answer.status).toBe(200);
  expect(await get(ours)).toEqual(ok);
});

it('waits for a process that asks, but not for a dead one', async () => {
  const { clock, database, process } = await createWechatWorld();
  const leaseUntilAt = clock.now() + 25_000;
  await database.transaction((tx) =>
    tx.run("INSERT INTO wechat_token VALUES (?, NULL, 0, 0, 0, 'somebody', ?)", [app.appId, leaseUntilAt]),
  );
  const ours = await process({ wait: async (ms) => clock.advance(ms) });
  expect(await get(ours)).toEqual(ok);
  expect(clock.now()).toBe(leaseUntilAt);
});

it('finds the token of an earlier process', async () => {
  const { wechat, process } = await createWechatWorld();
  await get(await process());
  expect(await get(await process())).toEqual(ok);
  expect(wechat.tokenCounts.asked).toBe(1);
});

it('asks anew where the master key is another', async () => {
  const { wechat, process } = await createWechatWorld();
  await get(await process());
  const seal = createSeal({ current: Buffer.alloc(32, 2), older: [] });
  expect(await get(await process({ seal }))).toEqual(ok);
  expect(wechat.tokenCounts).toEqual({ asked: 2, forced: 0 });
});

it('keeps a token of 512 characters, sealed', async () => {
  const { database, process } = await createWechatWorld();
  await get(await process());
  const [row] = await database.read.all<{ token_sealed: string }>('SELECT token_sealed FROM wechat_token');
  expect(row?.token_sealed).toMatch(/^v1\.[\w.-]{700,}$/);
});

it('tells why it gets no token', async () => {
  const { process } = await createWechatWorld();
  const ours = await process({ secret: 'another' });
  expect(await get(ours)).toEqual({
    ok: false,
    problem: { kind: 'refused', errcode: 40125, errmsg: 'invalid appsecret' },
  });
});
