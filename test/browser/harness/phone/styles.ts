// Style sheets: a component's are always there, a page's and its app's only while the page is seen, as on a phone, where every page is a document.
import type { PhoneOptions } from '../remote.ts';
import type { PartFacts, Program, Space } from './program.ts';

export interface Styles {
  /** Puts those of other pages away. */
  show(space: Space['name'], path: string): void;
}

/** @param scheme what the phone is set to, whatever the browser is */
export function startStyles({ host, plugin }: Program, scheme: PhoneOptions['scheme']): Styles {
  const sheetOf = (css: string) => sheet(inScheme(css, scheme));
  const components = [...host.parts, ...plugin.parts].filter(({ isPage }) => !isPage);
  document.head.append(sheetOf(components.map(({ style }) => style).join('\n')));
  const app = sheetOf(host.appStyle);
  const pageSheets = (parts: readonly PartFacts[]) =>
    new Map(parts.filter(({ isPage }) => isPage).map(({ path, style }) => [path, [sheetOf(style)]]));
  const pages = { host: pageSheets(host.parts), plugin: pageSheets(plugin.parts) };
  let shown: readonly Element[] = [];
  return {
    show(space, path) {
      const next = [...(space === 'host' ? [app] : []), ...(pages[space].get(path) ?? [])];
      for (const sheet of shown) sheet.remove();
      document.head.append(...next);
      shown = next;
    },
  };
}

function sheet(css: string): HTMLStyleElement {
  const element = document.createElement('style');
  element.textContent = css;
  return element;
}

function inScheme(css: string, scheme: PhoneOptions['scheme']): string {
  if (scheme === 'system') return css;
  return css.replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? '(width >= 0)' : '(width < 0)');
}
