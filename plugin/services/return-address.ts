// The address that the server allowed, checked once more before anything is opened: its shape alone, whatever the server said.
import type { ReturnTarget } from '../../shared/plugin/messages/views.ts';
import { decodeValue } from './query';
import type { VisitResult } from './visit';

const longestPath = 512;
const resultKey = 'coupon_result';
const appIdShape = /^wx[0-9a-f]{16}$/;

/** @returns the target with the result in its path; none where its shape is not what may be opened */
export function checkedTarget(target: ReturnTarget, result: VisitResult): ReturnTarget {
  switch (target.kind) {
    case 'none':
      return target;
    case 'page':
      return isSafePath(target.path)
        ? { ...target, path: withResult(target.path, result) }
        : { kind: 'none' };
    case 'tab':
      // wx.switchTab takes no query: a tab page listens to the events instead.
      return isSafePath(target.path)
        ? { ...target, path: target.path.split('?')[0] ?? '' }
        : { kind: 'none' };
    case 'app':
      return appIdShape.test(target.appId) && (target.path === '' || isSafePath(target.path))
        ? { ...target, path: target.path === '' ? '' : withResult(target.path, result) }
        : { kind: 'none' };
  }
}

/** From the host's root, and nothing in it, encoded or not, that leads elsewhere. */
export function isSafePath(path: string): boolean {
  return path.length <= longestPath && [path, decodeValue(path)].every(isSafeText);
}

function isSafeText(text: string): boolean {
  if (!text.startsWith('/') || text.includes('//') || text.includes('..') || text.includes('\\'))
    return false;
  if (/plugin|^\/*[a-z][a-z0-9+.-]*:/i.test(text)) return false;
  return ![...text].some((one) => one < ' ' || one === '\u007f');
}

function withResult(path: string, result: VisitResult): string {
  const [page = '', query = ''] = split(path);
  const kept = query.split('&').filter((pair) => pair !== '' && pair.split('=')[0] !== resultKey);
  return `${page}?${[...kept, `${resultKey}=${result}`].join('&')}`;
}

function split(path: string): [string, string] {
  const at = path.indexOf('?');
  return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
}
