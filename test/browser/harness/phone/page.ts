// One open page: drawn once, seen and hidden many times, gone at the end.
import type { ChannelEnd } from './event-channel.ts';
import type { Framework } from './framework.ts';
import type { Program } from './program.ts';
import type { Styles } from './styles.ts';
import type { Address } from './url.ts';

type Logic = Readonly<Record<string, unknown>>;

export interface OpenPage {
  readonly address: Address;
  /** What the page's own code calls `this`. */
  readonly logic: object;
  show(): void;
  hide(): void;
  unload(): void;
  /** Something of the page's life that it may or may not listen to: onReachBottom and the like. */
  happen(name: string): unknown;
}

export interface PageDeps {
  readonly program: Program;
  readonly framework: Framework;
  readonly styles: Styles;
  readonly rootFontSize: (root: HTMLElement) => string;
  readonly onError: (error: unknown) => void;
}

/** @param channel to the page that opened it by wx.navigateTo; others have one that leads nowhere */
export function openPage(deps: PageDeps, address: Address, channel: ChannelEnd): OpenPage {
  const { framework, styles, onError } = deps;
  const root = framework.backend.createRoot('wx-page', framework.spaces[address.space], address.path);
  const component = root.getComponent();
  const logic = root.get() as unknown as Record<string, unknown>;
  Object.assign(logic, {
    route: routeOf(deps.program, address),
    options: address.query,
    getOpenerEventChannel: () => channel,
  });
  const happen = (name: string, ...details: unknown[]): unknown => {
    const method = (logic as Logic)[name];
    if (typeof method !== 'function') return undefined;
    try {
      return method.apply(logic, details);
    } catch (error) {
      return onError(error);
    }
  };
  const place = document.createElement('div');
  document.body.append(place);
  const element = component.getBackendElement() as unknown as HTMLElement;
  element.hidden = true;
  root.attach(document.body as never, place as never);
  happen('onLoad', address.query);
  let scrolledTo = 0;
  let isReady = false;

  return {
    address,
    logic,
    show() {
      styles.show(address.space, address.path);
      element.hidden = false;
      document.documentElement.style.fontSize = deps.rootFontSize(element);
      window.scrollTo(0, scrolledTo);
      happen('onShow');
      component.triggerPageLifetime('show', []);
      if (isReady) return;
      isReady = true;
      requestAnimationFrame(() => happen('onReady'));
    },
    hide() {
      scrolledTo = window.scrollY;
      element.hidden = true;
      happen('onHide');
      component.triggerPageLifetime('hide', []);
    },
    unload() {
      happen('onUnload');
      root.release();
      element.remove();
    },
    happen,
  };
}

function routeOf({ plugin }: Program, { space, path }: Address): string {
  return space === 'host' ? path : `plugin-private://${plugin.appId}/${path}`;
}
