// WeChat as the plugin's tests see it: what the plugin may call, and a record of what it did. Anything else is not there and throws.
import type { FakeServer, Refusal } from './fake-server.ts';

interface Done {
  success?(result?: unknown): void;
  fail?(problem: { errMsg: string }): void;
  complete?(): void;
}
type Options = Done & Readonly<Record<string, unknown>>;

export interface FakeWx {
  /** Navigations in their order, as "redirectTo /a?b=c". */
  readonly went: string[];
  /** What the next calls of this navigation come to; left out: success. */
  readonly failing: Map<string, string>;
  readonly storage: Map<string, unknown>;
  readonly clipboard: string[];
  readonly titles: string[];
  readonly vibrations: number[];
  readonly scrolledTo: number[];
  readonly screen: { brightness: number; kept: boolean };
  readonly network: Set<(status: { isConnected: boolean }) => void>;
  readonly openRequests: Set<unknown>;
  language: string;
  envVersion: string;
  loginFails: boolean;
  connected: boolean;
  readonly api: Readonly<Record<string, unknown>>;
}

export function fakeWx(server: FakeServer): FakeWx {
  const fake: Omit<FakeWx, 'api'> = {
    went: [],
    failing: new Map(),
    storage: new Map(),
    clipboard: [],
    titles: [],
    vibrations: [],
    scrolledTo: [],
    screen: { brightness: 0.4, kept: false },
    network: new Set(),
    openRequests: new Set(),
    language: 'zh_CN',
    envVersion: 'develop',
    loginFails: false,
    connected: true,
  };
  let logins = 0;

  const navigation = (name: string) => (options: Options) => {
    const to = options['url'] ?? options['path'] ?? options['delta'];
    fake.went.push(`${name} ${options['appId'] === undefined ? '' : `${options['appId']} `}${to}`);
    const errMsg = fake.failing.get(name);
    queueMicrotask(() => (errMsg === undefined ? options.success?.() : options.fail?.({ errMsg })));
  };

  function request(options: Options) {
    const { url, data, header } = options as unknown as {
      url: string;
      data: Record<string, unknown>;
      header: Record<string, string>;
    };
    const asked = {
      name: url.split('/').at(-1) ?? '',
      body: data,
      token: header['authorization']?.replace('Bearer ', ''),
    };
    const task = {
      abort() {
        if (fake.openRequests.delete(task)) options.fail?.({ errMsg: 'request:fail abort' });
      },
    };
    fake.openRequests.add(task);
    queueMicrotask(() => {
      const answer = server.answer(asked);
      if (answer === 'never' || !fake.openRequests.delete(task)) return;
      const at = { Date: new Date(server.clock()).toUTCString() };
      if (answer === 'offline') options.fail?.({ errMsg: 'request:fail net::ERR_INTERNET_DISCONNECTED' });
      else if (answer === 'timeout') options.fail?.({ errMsg: 'request:fail timeout' });
      else options.success?.({ statusCode: 200, header: at, data: bodyOf(answer) });
      options.complete?.();
    });
    return task;
  }

  const api = {
    request,
    pluginLogin: ({ success, fail }: Options) => {
      logins += 1;
      if (fake.loginFails) fail?.({ errMsg: 'pluginLogin:fail' });
      else success?.({ code: `code-${logins}` });
    },
    getStorageSync: (key: string) => fake.storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void fake.storage.set(key, value),
    removeStorageSync: (key: string) => void fake.storage.delete(key),
    getAppBaseInfo: () => ({ language: fake.language }),
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'wxhost', envVersion: fake.envVersion },
      plugin: { appId: 'wxplugin' },
    }),
    setNavigationBarTitle: ({ title }: { title: string }) => void fake.titles.push(title),
    stopPullDownRefresh: () => undefined,
    setClipboardData: ({ data, success }: Options) => {
      fake.clipboard.push(String(data));
      success?.();
    },
    pageScrollTo: ({ scrollTop }: Options) => void fake.scrolledTo.push(Number(scrollTop)),
    vibrateShort: () => void fake.vibrations.push(Date.now()),
    getScreenBrightness: ({ success }: Options) =>
      queueMicrotask(() => success?.({ value: fake.screen.brightness })),
    setScreenBrightness: ({ value }: Options) => {
      fake.screen.brightness = Number(value);
    },
    setKeepScreenOn: ({ keepScreenOn }: Options) => {
      fake.screen.kept = Boolean(keepScreenOn);
    },
    getNetworkType: ({ success }: Options) => success?.({ networkType: fake.connected ? 'wifi' : 'none' }),
    onNetworkStatusChange: (listener: (status: { isConnected: boolean }) => void) =>
      void fake.network.add(listener),
    offNetworkStatusChange: (listener: (status: { isConnected: boolean }) => void) =>
      void fake.network.delete(listener),
    navigateTo: navigation('navigateTo'),
    redirectTo: navigation('redirectTo'),
    reLaunch: navigation('reLaunch'),
    switchTab: navigation('switchTab'),
    navigateBack: navigation('navigateBack'),
    navigateToMiniProgram: navigation('navigateToMiniProgram'),
  };
  return Object.assign(fake, { api: onlyWhatIsThere(api) });
}

function bodyOf(answer: unknown): unknown {
  if (answer === 'proxy page') return '<html>502</html>';
  const { error } = answer as Partial<Refusal>;
  return error === undefined ? { ok: true, data: answer } : { ok: false, error };
}

function onlyWhatIsThere<Api extends object>(api: Api): Api {
  return new Proxy(api, {
    get(target, name) {
      if (name in target) return Reflect.get(target, name);
      throw new Error(`the plugin called wx.${String(name)}`);
    },
  });
}
