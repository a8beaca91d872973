// Who may know whom. The first row that a file lies under is its own; whatever the row does not name is forbidden.
import type { Import } from './read.ts';

interface Layer {
  readonly under: string;
  /** Folders (ending in /) and files that it may use; `self` is its own folder. */
  readonly knows: readonly string[];
  /** What it may know by its types alone. */
  readonly knowsTypes?: readonly string[];
  /** Left out: any package. */
  readonly packages?: readonly string[];
}

const shared = 'shared/';
const domain = 'server/domain/';
const store = 'server/store/';
const usecase = 'server/usecase/';
const steps = 'server/api/steps/';
const ops = 'server/ops/';
const settings = 'server/settings/';
const all = [shared, 'server/'];
const simulator = 'test/simulator/';
const preview = 'test/browser/preview/';

const layers: readonly Layer[] = [
  { under: shared, knows: [shared], packages: ['node:crypto', 'zod'] },
  { under: domain, knows: [shared, domain], packages: ['node:crypto', 'zod'] },
  { under: store, knows: [shared, domain, store] },
  { under: usecase, knows: [shared, domain, store, usecase], packages: ['node:crypto', 'zod'] },
  { under: steps, knows: [shared, steps], knowsTypes: [ops, settings] },
  // One folder for each wire; they never know each other.
  ...['sp', 'merchant', 'plugin', 'console'].map((wire) => ({
    under: `server/api/${wire}/`,
    knows: [shared, domain, usecase, steps, `server/api/${wire}/`],
    knowsTypes: [ops, settings],
  })),
  { under: 'server/api/', knows: [shared, usecase, steps], knowsTypes: [ops, settings] },
  { under: 'server/delivery/', knows: [shared, domain, store, 'server/delivery/'], knowsTypes: [ops] },
  { under: 'server/wechat/', knows: [shared, domain, store, 'server/wechat/'] },
  { under: ops, knows: [shared, ops] },
  { under: settings, knows: [shared, settings], knowsTypes: [domain] },
  // These put the parts together. Demo mode and the command line play the other side, too.
  { under: 'server/demo/', knows: [...all, simulator, preview] },
  { under: 'server/cli/', knows: [...all, simulator] },
  { under: 'server/', knows: all },
  { under: 'plugin/', knows: ['plugin/'], knowsTypes: ['shared/plugin/'], packages: [] },
];

/** The engine is the store's own affair; the context opens it. */
const openersOfSqlite = [store, 'server/context.ts'];
const isUnder = (file: string, places: readonly string[]) => places.some((place) => file.startsWith(place));

/** @returns what is wrong with the import, in words; undefined: nothing */
export function problemOf(file: string, { target, typeOnly }: Import): string | undefined {
  const layer = layers.find(({ under }) => file.startsWith(under));
  if (layer === undefined) return `${file} lies in no layer`;
  const { knows, knowsTypes = [], packages } = layer;
  if (/sqlite/.test(target) && !isUnder(file, openersOfSqlite))
    return `${file} must not know SQLite: ${target}`;
  const isPackage = target.startsWith('node:') || !target.endsWith('.ts');
  const allowed = isPackage
    ? packages === undefined || packages.includes(target)
    : isUnder(target, knows) || (typeOnly && isUnder(target, knowsTypes));
  return allowed ? undefined : `${file} must not import ${target}${typeOnly ? ' (types)' : ''}`;
}

const sql = /\b(?:SELECT\s[^'`]*?\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|CREATE\s+TABLE)\b/;

/** SQL is written in the store alone. */
export function hasForeignSql(file: string, source: string): boolean {
  return !file.startsWith(store) && sql.test(source);
}

/** @param imports each file's run-time imports @returns one cycle, from a file back to itself, or undefined */
export function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  function walk(file: string, path: readonly string[]): string[] | undefined {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of imports.get(file) ?? []) {
      const cycle = walk(target, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  }
  for (const file of imports.keys()) {
    const cycle = walk(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
