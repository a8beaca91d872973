// Opens the store that the settings name.
import type { Database } from './database.ts';
import { openSqlite } from './sqlite.ts';

export interface StoreSettings {
  readonly dataDir: string;
  /** undefined: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly databasePoolSize: number;
  readonly databasePartitions: number;
}

export interface StoreOptions {
  /** 0: a tool's statements take as long as they take. */
  readonly statementTimeoutMs?: number;
  /** Something went wrong that nobody waits for, and will be tried again. */
  readonly onTrouble?: (error: Error) => void;
}

export async function openStore(settings: StoreSettings, options: StoreOptions = {}): Promise<Database> {
  const { dataDir, databaseUrl, databasePoolSize, databasePartitions } = settings;
  const { onTrouble, ...ofPostgres } = options;
  if (databaseUrl === undefined) return openSqlite(dataDir, onTrouble && { onTrouble });
  // Loaded only where it is used: the driver takes its time to start.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(databaseUrl, {
    poolSize: databasePoolSize,
    partitions: databasePartitions,
    ...ofPostgres,
  });
}
