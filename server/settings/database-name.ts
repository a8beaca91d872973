// How people are told which database it is.
import type { Settings } from './settings.ts';

/** The URL without user, password and options; or the directory. */
export function databaseName({ databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>): string {
  if (databaseUrl === undefined) return dataDir;
  const { protocol, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${host}${pathname}`;
}
