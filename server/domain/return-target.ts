// The return address (返回地址): where the plugin sends people home to. What the page's query says is a wish that anybody may have written;
// it becomes a target only if it is one that the host's operator has allowed.
import { z } from 'zod';
import type { ReturnTarget } from '../../shared/plugin/messages/views.ts';

export const hostPath = z.string().regex(/^\/[^\s?#\\]{0,255}$/, {
  error: 'must begin with /, have no ?, # or blank, and 256 characters at most',
});
export const appId = z
  .string()
  .regex(/^wx[0-9a-f]{10,18}$/i, { error: 'must be an AppId such as wx1111111111' });

/** What a host lets people be sent to. */
export const returnRules = z.object({
  /** Pages of the host, by how their paths begin. */
  pages: z.array(hostPath).max(50).default([]),
  /** Pages of its tab bar, whole. */
  tabs: z.array(hostPath).max(10).default([]),
  /** Pages of other mini-programs. */
  apps: z
    .array(z.object({ appId, pages: z.array(hostPath).max(20) }))
    .max(10)
    .default([]),
  /** Where to without a wish, or with one that is refused. */
  home: hostPath.optional(),
});

export type ReturnRules = z.infer<typeof returnRules>;

const longest = 512;

/**
 * @param wish as it stands in the query, still encoded or not; another mini-program is written `wx…:/its/page`
 * @returns the target, or the host's home where the wish is none that it allows
 */
export function typeReturnTarget(wish: string | undefined, rules: ReturnRules): ReturnTarget {
  const address = wish === undefined ? undefined : readAddress(wish);
  return (address && allowed(address, rules)) ?? home(rules);
}

interface Address {
  readonly appId: string | undefined;
  /** With its query. */
  readonly path: string;
  readonly page: string;
}

/** @returns undefined for whatever is not a plain page of a mini-program */
function readAddress(wish: string): Address | undefined {
  const text = decodeOnce(wish.trim());
  if (text === undefined || text === '' || text.length > longest || isSuspicious(text)) return undefined;
  const [, appId, path] = /^(?:(wx[0-9a-f]{10,18}):)?(\/.*)$/i.exec(text) ?? [];
  const [page = ''] = path?.split('?', 1) ?? [];
  return path === undefined || !/^\/[\w\-./]+$/.test(page) ? undefined : { appId, path, page };
}

/** Once: what is still encoded after that was meant to hide something, or is part of a query, where it may stay. */
function decodeOnce(text: string): string | undefined {
  return /^(?:wx[0-9a-f]+)?(?:%3a|:)?%2f/i.test(text) ? decoded(text) : text;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether anything in it, encoded or not, could lead elsewhere: the plugin would not open it either. */
function isSuspicious(text: string): boolean {
  const plain = decoded(text);
  return plain === undefined || /[\s\p{Cf}]/u.test(text) || [text, plain].some((one) => suspicious.test(one));
}

const suspicious = /[\p{Cc}\\]|\/\/|\.\.|plugin/iu;

function allowed({ appId, path, page }: Address, rules: ReturnRules): ReturnTarget | undefined {
  if (appId !== undefined) {
    const app = rules.apps.find((one) => one.appId.toLowerCase() === appId.toLowerCase());
    return app?.pages.some((prefix) => begins(page, prefix))
      ? { kind: 'app', appId: app.appId, path }
      : undefined;
  }
  // A tab takes no query.
  if (rules.tabs.includes(page)) return { kind: 'tab', path: page };
  return rules.pages.some((prefix) => begins(page, prefix)) ? { kind: 'page', path } : undefined;
}

/** Whole steps of a path only: /pages/a does not allow /pages/abc. */
function begins(page: string, prefix: string): boolean {
  return page === prefix || page.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

function home({ home, tabs }: ReturnRules): ReturnTarget {
  if (home === undefined) return { kind: 'none' };
  return tabs.includes(home) ? { kind: 'tab', path: home } : { kind: 'page', path: home };
}
