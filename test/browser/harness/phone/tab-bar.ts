// The bar at the foot of the host's tab pages.
import type { Program } from './program.ts';
import type { Address } from './url.ts';

export interface TabBar {
  /** On a tab's page; away on any other. */
  show(address: Address): void;
}

export function newTabBar({ tabs }: Program, open: (path: string) => void): TabBar {
  const bar = document.createElement('nav');
  bar.className = 'tab-bar';
  const links = tabs.map(({ pagePath, text }) => {
    const link = document.createElement('a');
    link.textContent = text;
    // No click: after a tap that changes the page, the browser clicks at what lies there then.
    link.addEventListener('pointerdown', () => open(`/${pagePath}`));
    bar.append(link);
    return { pagePath, link };
  });
  return {
    show({ space, path }) {
      const isTab = space === 'host' && tabs.some(({ pagePath }) => pagePath === path);
      if (isTab) document.body.append(bar);
      else bar.remove();
      for (const { pagePath, link } of links)
        if (pagePath === path) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
    },
  };
}
