// A Chinese font that comes with the packages, so that pages look the same on every machine, and can be read on one without any.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'node_modules/@fontsource/noto-sans-sc';
const weights = [400, 500, 600, 700, 800];

export function fontStyle(repository: string): string {
  const faces = weights.map((weight) => readFileSync(join(repository, folder, `${weight}.css`), 'utf8'));
  return faces.join('\n').replaceAll('./files/', '/fonts/');
}

/** @param name as the style names it */
export function fontFile(repository: string, name: string): Buffer | undefined {
  if (!/^[\w-]+\.woff2?$/.test(name)) return undefined;
  return readFileSync(join(repository, folder, 'files', name));
}
