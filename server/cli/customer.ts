// `customer`: who has a wallet here, and what is in it. Erasing somebody is in customer-erase.ts.
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Customer } from '../domain/customer.ts';
import { customerOfId, customerOfUser, ensureCustomer } from '../usecase/customer.ts';
import type { Cli } from './command.ts';
import { customerEraseCommand } from './customer-erase.ts';
import { customerAnswer } from './customer-view.ts';
import { UsageError } from './failure.ts';
import { channelNumber, customerId, userCode } from './values.ts';

interface UserOptions {
  readonly channel?: number;
  readonly user?: string;
}

export function customerCommands(program: Command, cli: Cli): void {
  const customer = program
    .command('customer')
    .description('Adds and shows customers, who have wallets, and erases users.');

  customer
    .command('add')
    .description('Makes a user of a channel a customer; one who is one already is shown.')
    .requiredOption('--channel <app_channel_id>', 'where they are a user', channelNumber)
    .requiredOption('--user <user_code>', 'who', userCode)
    .action(({ channel, user }: Required<UserOptions>) =>
      cli.withTenant(async (context, tenantId) => {
        const wanted = { tenantId, appChannelId: channel, userCode: user };
        return customerAnswer(context, await ensureCustomer(context.useCases, wanted));
      }),
    );

  customer
    .command('show')
    .description('Shows a customer with wallet and coupons.')
    .argument('[customer_id]', 'who; or say --channel and --user', customerId)
    .option('--channel <app_channel_id>', 'where they are a user', channelNumber)
    .option('--user <user_code>', 'who', userCode)
    .action((wanted: string | undefined, options: UserOptions) =>
      cli.withTenant(async (context, tenantId) =>
        customerAnswer(context, await customerNamed(context, tenantId, wanted, options)),
      ),
    );

  customerEraseCommand(customer, cli);
}

function customerNamed(
  { useCases }: Context,
  tenantId: string,
  wanted: string | undefined,
  { channel, user }: UserOptions,
): Promise<Customer> {
  if (wanted !== undefined && channel === undefined && user === undefined)
    return customerOfId(useCases, tenantId, wanted);
  if (wanted === undefined && channel !== undefined && user !== undefined)
    return customerOfUser(useCases, { tenantId, appChannelId: channel, userCode: user });
  throw new UsageError('say who is meant: a customer_id, or else both --channel and --user');
}
