// No token, secret or code is in what is logged, thrown or answered, even where WeChat repeats it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atEnd } from '../../kit/at-end.ts';
import { logLines } from '../../kit/log-lines.ts';
import { aPut, app, createWechatWorld } from './world.ts';

const code = 'the-code-of-a-login';
const token = `TOKEN-${'t'.repeat(600)}`;

/** Gives a token and repeats everything else that it gets. */
async function startParrot(): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isToken = request.url === '/cgi-bin/stable_token' && !body.includes('"another"');
    const repeated = `${decodeURIComponent(request.url ?? '')} ${body}`;
    response.end(
      JSON.stringify(
        isToken ? { access_token: token, expires_in: 7200 } : { errcode: 40001, errmsg: repeated },
      ),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('repeats nothing that WeChat repeats', async () => {
  const { process } = await createWechatWorld();
  const baseUrl = await startParrot();
  const ours = await process({ baseUrl: () => baseUrl });
  const results = [await ours.wifi.set(aPut), await ours.pluginOpenpid(code)];
  const stranger = await process({ baseUrl: () => baseUrl, appId: 'other', secret: 'another' });
  const said = JSON.stringify([...results, await stranger.checkToken()]);
  expect(said.match(/\*\*\*/g)).toHaveLength(4);
  for (const secret of [token, app.secret, '"another"', code]) expect(said).not.toContain(secret);
});

it('keeps failures and their logs free of them', async () => {
  const { wechat, process } = await createWechatWorld();
  const { log, text: logged } = logLines();
  for (const kind of ['html', 'empty', 'huge', 'drop', 'errcode'] as const) {
    const ours = await process();
    wechat.fail({ kind, path: '/wxa/getpluginopenpid' });
    log.error({ result: await ours.pluginOpenpid(code) }, 'failed');
  }
  const broken = await process({ baseUrl: () => 'nowhere at all' });
  log.error({ err: await broken.wifi.set(aPut).catch((error: unknown) => error) }, 'failed');
  expect(logged().split('\n')).toHaveLength(7);
  for (const secret of [app.secret, code, 'access_token=']) expect(logged()).not.toContain(secret);
});
