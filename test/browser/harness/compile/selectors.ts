// Selectors of WXSS → CSS: classes get the scope of their part, the platform's tags become the elements that play them.
import { builtIn, elementOf } from './built-in.ts';

const token = /\[[^\]]*\]|::?[\w-]+|\.[\w-]+|#[\w-]+|[a-z][\w-]*|./gi;
/** Arguments of :nth-child(), which look like tags. */
const notTags = ['odd', 'even', 'n'];

/** @param scope empty: classes stay as they are, shared by all pages */
export function scopedSelector(selector: string, scope: string): string {
  return selector.replace(token, (text) => {
    if (text === ':host') return `[wx-host="${scope}"]`;
    if (text.startsWith('.')) return scope === '' ? text : `.${scope}--${text.slice(1)}`;
    if (text.startsWith('#'))
      throw new Error(`${selector}: an id in a style sheet is not played by the harness`);
    return /^[a-z]/i.test(text) && !notTags.includes(text) ? element(text) : text;
  });
}

function element(tag: string): string {
  if (tag === 'page') return 'wx-page';
  if ((builtIn as readonly string[]).includes(tag)) return elementOf(tag);
  throw new Error(`${tag} is not a tag that the harness plays`);
}
