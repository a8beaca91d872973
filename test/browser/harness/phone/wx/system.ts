// What the logic asks about the phone, and sets on it.
import type { PhoneOptions } from '../../remote.ts';
import { answering, type Callbacks } from '../callback.ts';
import type { Device } from '../device.ts';
import type { Program } from '../program.ts';

type NetworkListener = (status: { readonly isConnected: boolean; readonly networkType: string }) => void;

export function newSystem(device: Device, { language }: PhoneOptions, program: Program, inPlugin: boolean) {
  const networkListeners = new Set<NetworkListener>();
  const tell = (isConnected: boolean) => {
    for (const listener of [...networkListeners])
      listener({ isConnected, networkType: isConnected ? 'wifi' : 'none' });
  };
  window.addEventListener('online', () => tell(true));
  window.addEventListener('offline', () => tell(false));

  const set = <Options extends Callbacks>(name: string, apply: (options: Options) => object | undefined) => ({
    [name]: (options: Options) => answering(name, options, () => apply(options)),
  });

  return {
    getAppBaseInfo: () => ({ language, SDKVersion: '3.8.0', theme: theme() }),
    getAccountInfoSync: () => ({
      miniProgram: { appId: program.host.appId, envVersion: 'develop', version: '' },
      ...(inPlugin && { plugin: { appId: program.plugin.appId, version: 'dev' } }),
    }),
    ...set('getNetworkType', () => ({ networkType: navigator.onLine ? 'wifi' : 'none' })),
    onNetworkStatusChange: (listener: NetworkListener) => void networkListeners.add(listener),
    offNetworkStatusChange: (listener: NetworkListener) => void networkListeners.delete(listener),
    ...set<Callbacks & { readonly value: number }>('setScreenBrightness', ({ value }) => {
      device.brightness = value;
      return undefined;
    }),
    ...set('getScreenBrightness', () => ({ value: device.brightness })),
    ...set<Callbacks & { readonly keepScreenOn: boolean }>('setKeepScreenOn', ({ keepScreenOn }) => {
      device.screenKeptOn = keepScreenOn;
      return undefined;
    }),
    ...set<Callbacks & { readonly data: string }>('setClipboardData', ({ data }) => {
      device.clipboard = data;
      return undefined;
    }),
    ...set<Callbacks & { readonly title: string }>('setNavigationBarTitle', ({ title }) => {
      device.title = title;
      document.title = title;
      return undefined;
    }),
    ...set('stopPullDownRefresh', () => undefined),
    ...set<Callbacks & { readonly scrollTop: number }>('pageScrollTo', ({ scrollTop }) => {
      window.scrollTo(0, scrollTop);
      return undefined;
    }),
    ...set('vibrateShort', () => undefined),
  };
}

function theme(): string {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
