// Somebody else's client of WeChat finds in the simulator the WeChat that it knows.
import { MiniApp } from 'node-easywechat';
import { atEnd } from '../../kit/at-end.ts';
import { tempDir } from '../../kit/temp-dir.ts';
import { startWechatSimulator } from '../../simulator/wechat/simulator.ts';

const app = { appId: 'wxtest', secret: 's' };

it('serves node-easywechat from its token to a call', async () => {
  const wechat = await startWechatSimulator({ port: 0, app, shops: [7] });
  atEnd(() => wechat.close());
  const theirs = new MiniApp({
    app_id: app.appId,
    secret: app.secret,
    use_stable_access_token: true,
    http: { baseURL: `${wechat.url}/` },
    // It keeps its token in files, by default where it is run.
    file_cache: { path: tempDir(), dirMode: 0o700, fileMode: 0o600, ext: '.cache' },
  });
  const code = wechat.issueCode('openpid-1');
  const login = await theirs.getClient().postJson('/wxa/getpluginopenpid', { code });
  expect(login.toObject()).toMatchObject({ errcode: 0, openpid: 'openpid-1' });
  expect(wechat.tokenCounts).toEqual({ asked: 1, forced: 0 });
});
