// The phone as the outside holds it.
import type { Phone } from '../remote.ts';
import type { Callbacks } from './callback.ts';
import { type Device, stateOf } from './device.ts';
import type { Pages } from './pages.ts';
import type { newNavigation } from './wx/navigation.ts';

export interface RemoteDeps {
  readonly pages: Pages;
  readonly device: Device;
  readonly navigation: ReturnType<typeof newNavigation>;
}

export function newRemote({ pages, device, navigation }: RemoteDeps): Phone {
  const top = () => pages.stack.at(-1);
  const answered = (call: (callbacks: Callbacks) => unknown): Promise<string> =>
    new Promise((resolve) => {
      call({ complete: (result) => resolve((result as { readonly errMsg: string }).errMsg) });
    });
  return {
    state: () =>
      stateOf(
        device,
        pages.stack.map(
          ({ address: { space, path, search } }) => `${space}:${path}${search && `?${search}`}`,
        ),
      ),
    open: (how, url) => answered((callbacks) => navigation[how]({ url, ...callbacks })),
    back: () => answered((callbacks) => navigation.navigateBack(callbacks)),
    async pullDown() {
      await top()?.happen('onPullDownRefresh');
    },
    shownCode() {
      const panel = document.querySelector('wx-page:not([hidden]) code-panel');
      return /(?:\d{4} ){4}\d{4}/.exec(panel?.textContent ?? '')?.[0].replaceAll(' ', '');
    },
    hide: () => top()?.hide(),
    show: () => top()?.show(),
    allowOtherApps(allowed) {
      device.otherAppsAllowed = allowed;
    },
  };
}
