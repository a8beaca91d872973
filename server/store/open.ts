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

/** @param statementTimeoutMs 0: a tool's statements take as long as they take */
export async function openStore(
  settings: StoreSettings,
  options: { readonly statementTimeoutMs?: number } = {},
): Promise<Database> {
  const { dataDir, databaseUrl, databasePoolSize, databasePartitions } = settings;
  if (databaseUrl === undefined) return openSqlite(dataDir);
  // Loaded only where it is used: the driver takes its time to start.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(databaseUrl, {
    poolSize: databasePoolSize,
    partitions: databasePartitions,
    ...options,
  });
}
