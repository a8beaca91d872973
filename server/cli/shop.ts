// `store`: the stores (门店) that redeem. What moves the database is `copy`.
import type { Command } from 'commander';
import { id } from '../../shared/sp/fields.ts';
import type { Store } from '../domain/merchant.ts';
import { listStores } from '../store/sql/stores.ts';
import { addStore } from '../usecase/store.ts';
import type { Cli } from './command.ts';
import { copyCommand } from './copy.ts';
import { fields, table } from './output.ts';
import { field, storeCode } from './values.ts';

export function storeCommands(program: Command, cli: Cli): void {
  const store = program.command('store').description('Manages the stores (门店) that redeem.');

  store
    .command('list')
    .description('Lists the stores.')
    .action(() =>
      cli.withTenant(async ({ database }, tenantId) => {
        const stores = await listStores(database.read, tenantId);
        return { json: stores.map(storeJson), text: listText(stores) };
      }),
    );

  store
    .command('add')
    .description('Adds a store, or gives one another name.')
    .argument('<store_code>', 'what tills send as multiMark', storeCode)
    .requiredOption('--name <name>', 'what people call it', field(id(64)))
    .action((code: string, { name }: { name: string }) =>
      cli.withTenant(async ({ useCases }, tenantId) => {
        const added = await addStore(useCases, { tenantId, storeCode: code, name });
        return { json: storeJson(added), text: fields({ store: code, name }) };
      }),
    );

  // Its name before there were stores; scripts still call it so.
  copyCommand(store, cli, { hidden: true });
}

const storeJson = ({ tenantId, storeCode, name }: Store) => ({
  tenant_id: tenantId,
  store_code: storeCode,
  name,
});

function listText(stores: readonly Store[]): string {
  if (stores.length === 0) return 'There is no store: add one with "store add".';
  return table(
    ['STORE', 'NAME'],
    stores.map(({ storeCode, name }) => [storeCode, name]),
  );
}
