// Databases to measure on: copies of prepared ones, so that every run begins with the same.
import type { Engine, Lab } from '../lab.ts';
import type { Contents } from './contents.ts';
import { openPostgresStore } from './postgres.ts';
import { openSqliteStore } from './sqlite.ts';

export interface Store {
  readonly engine: Engine;
  /** What a server process needs to know to work on it. */
  readonly env: Readonly<Record<string, string>>;
  /** On disk now. */
  bytes(): Promise<number>;
}

/** Thrown away when the benchmark ends. */
export function openStore(lab: Lab, engine: Engine, contents: Partial<Contents> = {}): Promise<Store> {
  const whole = { coupons: 0, stocks: 1, ...contents };
  lab.say(`a database on ${engine} with ${whole.coupons} coupons`);
  return engine === 'sqlite' ? openSqliteStore(lab, whole) : openPostgresStore(lab, whole);
}
