// `stock stores`: which stores redeem a stock's coupons.
import { type Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { storesOfStock } from '../store/sql/stores.ts';
import { Refusal } from '../usecase/errors.ts';
import { limitStock } from '../usecase/store.ts';
import type { Answer, Cli } from './command.ts';
import { repeated, stockId, storeCode } from './values.ts';

interface StoresOptions {
  readonly only?: readonly string[];
  readonly everywhere?: true;
}

export function stockStoresCommand(stock: Command, cli: Cli): void {
  stock
    .command('stores')
    .description('Shows which stores redeem a stock, or limits it to some.')
    .argument('<stock_id>', 'which', stockId)
    .option('--only <store_code...>', 'redeem it in these stores only', repeated(storeCode))
    .addOption(new Option('--everywhere', 'redeem it in every store again').conflicts('only'))
    .action((wanted: string, { only, everywhere }: StoresOptions) =>
      cli.withTenant(async (context, tenantId) => {
        const limit = everywhere ? [] : only;
        const codes =
          limit === undefined
            ? await storesNow(context, tenantId, wanted)
            : await limitStock(context.useCases, tenantId, wanted, limit);
        return answer(wanted, codes);
      }),
    );
}

async function storesNow({ database }: Context, tenantId: string, wanted: string): Promise<string[]> {
  if ((await findStock(database.read, tenantId, wanted)) === undefined)
    throw new Refusal('notFound', `there is no stock ${wanted}`);
  return storesOfStock(database.read, tenantId, wanted);
}

function answer(wanted: string, codes: readonly string[]): Answer {
  const everywhere = codes.length === 0;
  return {
    json: { stock_id: wanted, everywhere, store_codes: codes },
    text: `Stock ${wanted} is redeemed ${everywhere ? 'in every store' : `only in ${codes.join(', ')}`}.`,
  };
}
