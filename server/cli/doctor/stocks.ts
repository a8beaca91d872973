// Stocks that run although nobody can get, or use, anything of them any more; and those that soon will.
import { StockStatus } from '../../../shared/sp/vocabulary.ts';
import type { Context } from '../../context.ts';
import type { Stock } from '../../domain/stock.ts';
import { countIssued, listStocks } from '../../store/sql/find-stock.ts';
import { listTenants } from '../../store/sql/tenants.ts';
import { timeWords } from '../words.ts';
import { type Finding, orOk, warn } from './finding.ts';

/** The part of a stock that counts as little. */
const little = 0.1;

export async function checkStocks({ database, useCases }: Context): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  let running = 0;
  for (const { tenantId } of await listTenants(database.read)) {
    const stocks = (await listStocks(database.read, tenantId)).filter(
      ({ status }) => status === StockStatus.running,
    );
    const issued = await countIssued(
      database.read,
      tenantId,
      stocks.map(({ stockId }) => stockId),
    );
    running += stocks.length;
    found.push(
      ...stocks.flatMap((stock) => checkStock(stock, issued.get(stock.stockId) ?? 0, useCases.now())),
    );
  }
  return orOk('stocks', `${running} running, all with coupons to give`, found);
}

function checkStock({ stockId, maxCoupons, endAt }: Stock, issued: number, now: number): Finding[] {
  const about = `stock ${stockId}`;
  const left = maxCoupons - issued;
  if (endAt < now)
    return [
      warn(about, `runs, but is over since ${timeWords(endAt)}`, `stop it with "stock stop ${stockId}"`),
    ];
  if (left === 0)
    return [warn(about, 'runs, but is exhausted', 'raise max_coupons with "stock change", or stop it')];
  if (left < maxCoupons * little)
    return [
      warn(
        about,
        `has ${left} of ${maxCoupons} coupons left`,
        'raise max_coupons with "stock change" in time',
      ),
    ];
  return [];
}
