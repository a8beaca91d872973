// What is in a prepared database, and how what the program itself makes gets into it.
import { createHash } from 'node:crypto';
import { createContext } from '../../../server/context.ts';
import { seedDemo } from '../../../server/demo/seed.ts';
import { createLog } from '../../../server/ops/log.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import type { Dialect } from '../../../server/store/dialect.ts';
import { migrations } from '../../../server/store/migrations/list.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { dayMs } from '../../kit/builders.ts';
import { runningStock } from '../../kit/stocks.ts';
import { stockIdOf } from './stock-ids.ts';

export interface Contents {
  /** All of the hot stock, each of another user. */
  readonly coupons: number;
  readonly stocks: number;
}

/** A prepared database is used again only as long as its tables are made in the same way. */
export function nameOf({ coupons, stocks }: Contents, dialect: Dialect): string {
  const schema = migrations.flatMap(({ statements }) => statements(dialect)).join('\n');
  return `${createHash('sha256').update(schema).digest('hex').slice(0, 8)}_${stocks}_${coupons}`;
}

/** The demo's tenant and key, and running stocks that do not end before the database is thrown away. */
export async function makeStocks(env: NodeJS.ProcessEnv, stocks: number): Promise<void> {
  const context = await createContext(readSettings(env), { log: createLog('silent') });
  try {
    await seedDemo(context, undefined);
    const end = formatTime(context.useCases.now() + 3_650 * dayMs);
    const terms = { max_coupons: 100_000_000, max_coupons_per_user: 1, available_end_time: end };
    for (let index = 0; index < stocks; index += 1)
      await runningStock(context, { ...terms, stock_id: stockIdOf(index) });
  } finally {
    await context.close();
  }
}
