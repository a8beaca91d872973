// The plugin calls only what WeChat lets a plugin call, as the official typings say.

import { readTypings } from '../../kit/wx-typings.ts';
import { found, sources, withoutComments } from '../kit/sources.ts';

const rules = readTypings();
const code = new Map([...sources('**/*.ts')].map(([path, text]) => [path, withoutComments(text)]));
const used = found([...code.values()].join('\n'), /\bwx\.(\w+)/g).sort();

describe('the typings', () => {
  it('say of hundreds of APIs whether plugins may call them', () => {
    const allowed = [...rules.values()].filter(({ inPlugin }) => inPlugin);
    expect(allowed.length).toBeGreaterThan(250);
    expect(rules.size - allowed.length).toBeGreaterThan(190);
  });

  it.each(['pluginLogin', 'request', 'setScreenBrightness', 'navigateToMiniProgram'])('allow %s', (name) => {
    expect(rules.get(name)?.inPlugin).toBe(true);
  });

  it.each(['canIUse', 'onThemeChange', 'navigateBackMiniProgram', 'onUserCaptureScreen', 'checkSession'])(
    'refuse %s',
    (name) => {
      expect(rules.get(name)?.inPlugin).toBe(false);
    },
  );
});

describe('the plugin', () => {
  it('calls only what a plugin may call', () => {
    expect(used.length).toBeGreaterThan(15);
    expect(used.filter((name) => rules.get(name)?.inPlugin !== true)).toEqual([]);
  });

  it('calls nothing by a computed name', () => {
    expect([...code].filter(([, text]) => /[^^\w]wx(\?\.)?\[/.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('uses no global that the phone does not have', () => {
    const absent =
      /\b(window|document|localStorage|fetch|XMLHttpRequest|process|Buffer|AbortController)\b\s*[.(]/;
    expect([...code].filter(([, text]) => absent.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('needs no newer base library than it says', () => {
    const newest = used
      .map((name) => rules.get(name)?.since ?? '0')
      .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
      .at(-1);
    // getAppBaseInfo, which is asked for before it is called; everything else is there from 2.20.1.
    expect(newest).toBe('2.21.3');
    expect(code.get('services/settings.ts')).toContain('wx.getAppBaseInfo?.()');
  });
});
