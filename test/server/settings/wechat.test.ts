import { readSettings, SettingsError } from '../../../server/settings/settings.ts';
import { demoWechatApp } from '../../../server/settings/wechat.ts';
import {
  forgetWechatSimulator,
  noteWechatSimulator,
  wechatSimulatorUrl,
} from '../../../server/settings/wechat-simulator.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const production = { NODE_ENV: 'production', MASTER_KEY: 'a'.repeat(64) };
const app = { WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'S3cret' };

function problems(env: NodeJS.ProcessEnv): string {
  try {
    readSettings(env);
    return '';
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message;
  }
}

describe('the settings of WeChat', () => {
  it('are off in production unless they are given', () => {
    expect(readSettings(production).wechat).toBeUndefined();
    expect(readSettings({ ...production, ...app }).wechat).toEqual({
      appId: 'wx1',
      secret: 'S3cret',
      baseUrl: 'https://api.weixin.qq.com',
      timeoutMs: 10_000,
    });
  });

  it("are the simulated WeChat's in demo mode", () => {
    expect(readSettings({}).wechat).toEqual({ ...demoWechatApp, baseUrl: undefined, timeoutMs: 10_000 });
    expect(readSettings({ ...app, WECHAT_BASE_URL: 'http://127.0.0.1:9/' }).wechat).toMatchObject({
      appId: 'wx1',
      baseUrl: 'http://127.0.0.1:9',
    });
  });

  it('give the plugin an app of its own', () => {
    const own = { PLUGIN_APP_ID: 'wx2', PLUGIN_APP_SECRET: 'Other' };
    expect(readSettings({ ...production, ...app }).pluginWechat).toMatchObject({ appId: 'wx1' });
    const both = readSettings({ ...production, ...app, ...own });
    expect([both.wechat?.appId, both.pluginWechat?.appId]).toEqual(['wx1', 'wx2']);
    expect(both.pluginWechat).toMatchObject({ secret: 'Other', baseUrl: 'https://api.weixin.qq.com' });
    expect(readSettings({ ...production, ...own })).toMatchObject({
      wechat: undefined,
      pluginWechat: { appId: 'wx2' },
    });
  });

  it('leave the demo one app, which is all that its WeChat knows', () => {
    const own = { PLUGIN_APP_ID: 'wx2', PLUGIN_APP_SECRET: 'Other' };
    expect(readSettings(own).pluginWechat).toMatchObject({ appId: demoWechatApp.appId });
  });

  it('go together, and are not those of the demo', () => {
    expect(problems({ PLUGIN_APP_ID: 'wx2' })).toContain('PLUGIN_APP_ID and PLUGIN_APP_SECRET go together');
    expect(problems({ PLUGIN_APP_SECRET: 'x' })).toContain('go together');
    const demos = { PLUGIN_APP_ID: demoWechatApp.appId, PLUGIN_APP_SECRET: 'x' };
    expect(problems({ ...production, ...demos })).toContain("must not be the demo's");
    expect(problems({ WECHAT_APP_ID: 'wx1' })).toContain('go together');
    expect(problems({ WECHAT_APP_SECRET: 'x' })).toContain('go together');
    expect(problems({ ...production, ...app, WECHAT_APP_SECRET: demoWechatApp.secret })).toContain('demo');
    expect(problems({ ...production, ...app, WECHAT_APP_ID: demoWechatApp.appId })).toContain('demo');
  });

  it.each(['http://example.com', 'ftp://127.0.0.1', 'https://u:p@x', 'https://x?y=1', 'nowhere'])(
    'send no secret to %s',
    (url) => {
      expect(problems({ WECHAT_BASE_URL: url })).toContain(
        'WECHAT_BASE_URL must be a URL that begins with https://',
      );
    },
  );

  it('never repeat the secret', () => {
    expect(problems({ ...app, WECHAT_APP_SECRET: 'two words' })).toBe(
      'WECHAT_APP_SECRET must be 1 to 256 visible ASCII characters',
    );
  });
});

describe('the place of the simulated WeChat', () => {
  it('is known until that very one stops', () => {
    const dataDir = tempDir();
    expect(wechatSimulatorUrl(dataDir)).toBeUndefined();
    noteWechatSimulator(dataDir, 'http://127.0.0.1:1');
    noteWechatSimulator(dataDir, 'http://127.0.0.1:2');
    forgetWechatSimulator(dataDir, 'http://127.0.0.1:1');
    expect(wechatSimulatorUrl(dataDir)).toBe('http://127.0.0.1:2');
    forgetWechatSimulator(dataDir, 'http://127.0.0.1:2');
    expect(wechatSimulatorUrl(dataDir)).toBeUndefined();
  });
});
