// `wallet password`: sets or removes what a customer pays with. It is never an argument, which others could see.
import { type Command, Option } from 'commander';
import { customerOfId } from '../usecase/customer.ts';
import { setPassword } from '../usecase/pay-password.ts';
import type { Cli } from './command.ts';
import { UsageError } from './failure.ts';
import { readSecret } from './input.ts';
import { customerId } from './values.ts';

interface PasswordOptions {
  readonly stdin?: true;
  readonly remove?: true;
}

export function walletPasswordCommand(wallet: Command, cli: Cli): void {
  wallet
    .command('password')
    .description('Sets or removes the pay password of a wallet; a lock after wrong ones ends.')
    .argument('<customer_id>', 'whose', customerId)
    .option('--stdin', 'read the new one from standard input')
    .addOption(new Option('--remove', 'have none any more').conflicts('stdin'))
    .action(async (wanted: string, { stdin, remove }: PasswordOptions) => {
      if (!stdin && !remove) throw new UsageError('give the new password with --stdin, or say --remove');
      const password = stdin ? await readSecret(cli.io) : undefined;
      await cli.withTenant(async ({ useCases }, tenantId) => {
        await setPassword(useCases, await customerOfId(useCases, tenantId, wanted), password);
        return {
          json: { customer_id: wanted, has_pay_password: password !== undefined },
          text: `The pay password of customer ${wanted} is ${password === undefined ? 'removed' : 'set'}.`,
        };
      });
    });
}
