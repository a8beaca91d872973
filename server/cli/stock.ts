// `stock`: creating a stock, its terms, and its moves from state to state.
import type { Command } from 'commander';
import type { StockInput } from '../../shared/sp/messages/stock-rsync.ts';
import type { Context } from '../context.ts';
import type { Stock } from '../domain/stock.ts';
import { countIssued, findStock, listStocks } from '../store/sql/find-stock.ts';
import type { UseCaseDeps } from '../usecase/deps.ts';
import { Refusal } from '../usecase/errors.ts';
import { changeTerms, createStock, moveStock, publishStock, type StockMove } from '../usecase/stock.ts';
import type { Answer, Cli } from './command.ts';
import { readStock } from './input.ts';
import { stockStoresCommand } from './stock-stores.ts';
import { stockJson, stocksText, stockText } from './stock-view.ts';
import { stockId } from './values.ts';

const moves: readonly { readonly name: StockMove; readonly description: string }[] = [
  {
    name: 'activate',
    description:
      'Lets a new stock run, or hands it in for review where its channel reviews; 出行服务 is told.',
  },
  { name: 'approve', description: 'Ends the review: the stock runs.' },
  { name: 'reject', description: 'Ends the review: the stock is not activated.' },
  { name: 'pause', description: 'Stops giving out coupons for now; those given out stay usable.' },
  { name: 'resume', description: 'Gives out coupons again.' },
  { name: 'stop', description: 'Stops giving out coupons for good.' },
];

export function stockCommands(program: Command, cli: Cli): void {
  const stock = program.command('stock').description('Manages stocks (批次).');

  stock
    .command('list')
    .description('Lists the stocks, newest first.')
    .action(() =>
      cli.withTenant(async (context, tenantId) => {
        const stocks = await listStocks(context.database.read, tenantId);
        const issued = await countIssued(
          context.database.read,
          tenantId,
          stocks.map((one) => one.stockId),
        );
        const rows = stocks.map((one) => ({ stock: one, issued: issued.get(one.stockId) ?? 0 }));
        return { json: rows.map((row) => stockJson(context, row)), text: stocksText(rows) };
      }),
    );

  stock
    .command('show')
    .description('Shows one stock.')
    .argument('<stock_id>', 'which', stockId)
    .action((wanted: string) =>
      cli.withTenant(async (context, tenantId) => {
        const found = await findStock(context.database.read, tenantId, wanted);
        if (found === undefined) throw new Refusal('notFound', `there is no stock ${wanted}`);
        return shown(context, found);
      }),
    );

  withFile(stock.command('create').description('Creates a stock, not activated.'), cli, createStock);
  withFile(
    stock.command('change').description("Changes a stock's terms; 出行服务 is told."),
    cli,
    changeTerms,
  );

  for (const { name, description } of moves) {
    onStock(stock.command(name).description(description), cli, (deps, tenantId, wanted) =>
      moveStock(deps, tenantId, wanted, name),
    );
  }
  onStock(
    stock.command('publish').description('Tells 出行服务 the whole stock once more.'),
    cli,
    publishStock,
  );
  stockStoresCommand(stock, cli);
}

function withFile(
  command: Command,
  cli: Cli,
  work: (deps: UseCaseDeps, tenantId: string, input: StockInput) => Promise<Stock>,
): void {
  command
    .requiredOption('--file <file>', 'JSON in the shape of /stock/rsync; - reads standard input')
    .action(async ({ file }: { file: string }) => {
      const input = await readStock(cli.io, file);
      await cli.withTenant(async (context, tenantId) =>
        shown(context, await work(context.useCases, tenantId, input)),
      );
    });
}

function onStock(
  command: Command,
  cli: Cli,
  work: (deps: UseCaseDeps, tenantId: string, stockId: string) => Promise<Stock>,
): void {
  command
    .argument('<stock_id>', 'which', stockId)
    .action((wanted: string) =>
      cli.withTenant(async (context, tenantId) =>
        shown(context, await work(context.useCases, tenantId, wanted)),
      ),
    );
}

async function shown(context: Context, stock: Stock): Promise<Answer> {
  const counts = await countIssued(context.database.read, stock.tenantId, [stock.stockId]);
  const row = { stock, issued: counts.get(stock.stockId) ?? 0 };
  return { json: stockJson(context, row), text: stockText(row) };
}
