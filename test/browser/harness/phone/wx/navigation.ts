// The ways to other pages and to other mini-programs.
import { answering, type Callbacks, Failed } from '../callback.ts';
import type { Device } from '../device.ts';
import type { Pages } from '../pages.ts';
import type { TapWatch } from '../tap.ts';

interface ToPage extends Callbacks {
  readonly url: string;
  readonly events?: Readonly<Record<string, (detail: unknown) => void>>;
}

interface ToApp extends Callbacks {
  readonly appId: string;
  readonly path?: string;
}

/** @param addressed what becomes of an address before it is opened */
export function newNavigation(
  pages: Pages,
  device: Device,
  taps: TapWatch,
  addressed: (url: string) => string = (url) => url,
) {
  const going = (name: string, options: Callbacks | undefined, to: string, go: () => object | undefined) => {
    device.went.push(`${name} ${to}`);
    return answering(name, options, go);
  };
  const plain = (name: 'redirectTo' | 'reLaunch' | 'switchTab') => (options: ToPage) =>
    going(name, options, options.url, () => {
      pages[name](addressed(options.url));
      return undefined;
    });
  return {
    redirectTo: plain('redirectTo'),
    reLaunch: plain('reLaunch'),
    switchTab: plain('switchTab'),
    navigateTo: (options: ToPage) =>
      going('navigateTo', options, options.url, () => {
        const eventChannel = pages.navigateTo(addressed(options.url));
        for (const [name, listener] of Object.entries(options.events ?? {})) eventChannel.on(name, listener);
        return { eventChannel };
      }),
    navigateBack: (options: Callbacks & { readonly delta?: number } = {}) =>
      going('navigateBack', options, String(options.delta ?? 1), () => {
        pages.navigateBack(options.delta ?? 1);
        return undefined;
      }),
    navigateToMiniProgram(options: ToApp) {
      const tapped = taps.inside;
      return going('navigateToMiniProgram', options, `${options.appId} ${options.path ?? ''}`, () => {
        if (!tapped) throw new Failed('can only be invoked by user TAP gesture.');
        if (!device.otherAppsAllowed) throw new Failed('cancel');
        return undefined;
      });
    },
  };
}
