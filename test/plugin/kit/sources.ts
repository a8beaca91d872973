// The plugin's files as they lie there, for the rules of the platform to be read from.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const pluginRoot = join(__dirname, '../../../plugin');

/** @returns path from the plugin's root → text */
export function sources(pattern: string): Map<string, string> {
  return new Map(
    globSync(pattern, { cwd: pluginRoot })
      .map((path) => path.replaceAll('\\', '/'))
      .sort()
      .map((path) => [path, readFileSync(join(pluginRoot, path), 'utf8')]),
  );
}

/** Of TypeScript: what it says to the phone, not to the reader. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

export function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(pluginRoot, path), 'utf8'));
}

/** All first groups of a pattern, each once. */
export function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, one = '']) => one))];
}
