// The imports of a source text, as far as this project writes them: one form each for static, re-exporting and dynamic ones.
import { posix } from 'node:path';

export interface Import {
  /** A file from the project's root, or a package as it is written. */
  readonly target: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const staticForm = /^(?:import|export)\s+(?:(type\s)?([^;'"()]*?)\s*from\s+)?['"]([^'"]+)['"]/gm;
const dynamicForm = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** @param file the text's own path from the root */
export function readImports(file: string, source: string): Import[] {
  // The plugin leaves endings out, as a phone resolves imports.
  const resolve = (written: string) =>
    written.startsWith('.') ? posix.join(posix.dirname(file), written).replace(/(\.ts)?$/, '.ts') : written;
  return [
    ...[...source.matchAll(staticForm)].map(([, type, names = '', written = '']) => ({
      target: resolve(written),
      typeOnly: type !== undefined || onlyTypes(names),
    })),
    ...[...source.matchAll(dynamicForm)].map(([, written = '']) => ({
      target: resolve(written),
      typeOnly: false,
    })),
  ];
}

/** `{ type A, type B }`: each name by itself is a type. */
function onlyTypes(names: string): boolean {
  const [, inside] = /^\{([^}]*)\}$/.exec(names.trim()) ?? [];
  if (inside === undefined) return false;
  const each = inside
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return each.length > 0 && each.every((name) => name.startsWith('type '));
}
