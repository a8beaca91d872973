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

  it('go together, and are not those of the demo', () => {
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
