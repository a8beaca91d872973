// `merchant`: the accounts that redeem through the open API, and how each books what it takes.
import type { Command } from 'commander';
import { type AccountPolicies, accountPolicies } from '../domain/merchant.ts';
import { listAccounts } from '../store/sql/merchants.ts';
import { setAccount } from '../usecase/merchant.ts';
import type { Cli } from './command.ts';
import { merchantCredentialCommands } from './merchant-credential.ts';
import { accountAnswer, accountsAnswer } from './merchant-view.ts';
import { account, oneOf } from './values.ts';

export function merchantCommands(program: Command, cli: Cli): void {
  const merchant = program.command('merchant').description('Manages who redeems through the open API.');
  accountCommands(merchant.command('account').description('Manages the accounts of merchants.'), cli);
  merchantCredentialCommands(
    merchant.command('credential').description('Manages the keys that tills sign their calls with.'),
    cli,
  );
}

function accountCommands(accounts: Command, cli: Cli): void {
  accounts
    .command('list')
    .description('Lists the accounts.')
    .action(() =>
      cli.withTenant(async ({ database }, tenantId) => {
        const all = await listAccounts(database.read);
        return accountsAnswer(all.filter((one) => one.tenantId === tenantId));
      }),
    );

  const { take, booking, answers } = accountPolicies.shape;
  accounts
    .command('set')
    .description('Sets up an account, or changes what is given of one; the rest stays as it was.')
    .argument('<account>', 'its name, which tills send as channel', account)
    .option(
      '--take <order>',
      'what is taken first from a balance: recharge-first, gift-first or proportional',
      oneOf(take.unwrap().options),
    )
    .option(
      '--booking <who>',
      'who books what is taken: head-office, store or gift-at-store',
      oneOf(booking.unwrap().options),
    )
    .option(
      '--answers <form>',
      'status and code as typed values, or as strings: typed or samples',
      oneOf(answers.unwrap().options),
    )
    .action((name: string, policies: Partial<AccountPolicies>) =>
      cli.withTenant(async ({ useCases }, tenantId) =>
        accountAnswer(await setAccount(useCases, { tenantId, account: name, policies })),
      ),
    );
}
