// The stack of pages and the five ways through it, with WeChat's refusals.
import { Failed } from './callback.ts';
import { type ChannelEnd, newChannel } from './event-channel.ts';
import type { OpenPage } from './page.ts';
import type { Program } from './program.ts';
import { type Address, readAddress } from './url.ts';

const deepest = 10;

export interface Pages {
  readonly stack: readonly OpenPage[];
  navigateTo(url: string): ChannelEnd;
  redirectTo(url: string): void;
  reLaunch(url: string): void;
  switchTab(url: string): void;
  navigateBack(delta: number): void;
}

export interface PagesDeps {
  readonly program: Program;
  readonly open: (address: Address, channel: ChannelEnd) => OpenPage;
  readonly onEvent: (name: string, detail: unknown) => void;
  /** Another page is on top. */
  readonly onTop: (page: OpenPage) => void;
}

export function newPages({ program, open, onEvent, onTop }: PagesDeps): Pages {
  const stack: OpenPage[] = [];
  /** Tab pages stay alive while another tab is seen. */
  const tabs = new Map<string, OpenPage>();

  const top = () => stack.at(-1);
  const isTab = ({ space, path }: Address) =>
    space === 'host' && program.tabs.some((tab) => tab.pagePath === path);

  function found(url: string): Address {
    const address = readAddress(program, url);
    if (address === undefined) throw new Failed(`page "${url}" is not found`);
    return address;
  }

  function put(address: Address): ChannelEnd {
    const channel = newChannel(onEvent);
    const page = open(address, channel.opened);
    if (isTab(address)) tabs.set(address.path, page);
    stack.push(page);
    return channel.opener;
  }

  function seen(): void {
    const page = top();
    if (page === undefined) return;
    page.show();
    onTop(page);
  }

  function drop(count: number): void {
    for (const page of stack.splice(Math.max(0, stack.length - count)).reverse()) page.unload();
  }

  return {
    stack,
    navigateTo(url) {
      const address = found(url);
      if (isTab(address)) throw new Failed('can not navigateTo a tabbar page');
      if (stack.length >= deepest) throw new Failed('webview count limit exceed');
      top()?.hide();
      const channel = put(address);
      seen();
      return channel;
    },
    redirectTo(url) {
      const address = found(url);
      if (isTab(address)) throw new Failed('can not redirectTo a tabbar page');
      const page = stack.pop();
      if (page !== undefined) {
        tabs.delete(page.address.path);
        page.unload();
      }
      put(address);
      seen();
    },
    reLaunch(url) {
      const address = found(url);
      const others = [...tabs.values()].filter((page) => !stack.includes(page));
      drop(stack.length);
      for (const page of others) page.unload();
      tabs.clear();
      put(address);
      seen();
    },
    switchTab(url) {
      const address = found(url);
      if (!isTab(address)) throw new Failed('can not switch to no-tabBar page');
      while (stack.length > 0) {
        const page = stack.pop();
        if (page !== undefined && tabs.get(page.address.path) === page) page.hide();
        else page?.unload();
      }
      const kept = tabs.get(address.path);
      if (kept === undefined) put({ ...address, query: {}, search: '' });
      else stack.push(kept);
      seen();
    },
    navigateBack(delta) {
      if (stack.length < 2) throw new Failed('cannot navigate back at first page');
      drop(Math.min(delta, stack.length - 1));
      seen();
    },
  };
}
