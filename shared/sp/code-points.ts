// Lengths in the protocol count characters, that is code points (sp §5): an emoji is one, a JS string says two.

/** Whether `text` has at most `max` characters; counts only where code units cannot already tell. */
export function fitsCodePoints(text: string, max: number): boolean {
  if (text.length <= max) return true;
  return text.length <= 2 * max && countCodePoints(text) <= max;
}

/** The first `max` characters of `text`, never half of one. */
export function cutCodePoints(text: string, max: number): string {
  return text.length <= max ? text : [...text.slice(0, 2 * max)].slice(0, max).join('');
}

function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
