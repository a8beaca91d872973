// `wallet`: what operators do to a customer's wallet. Each change is a line of its ledger, with who and why.
import { type Command, Option } from 'commander';
import { id, text } from '../../shared/sp/fields.ts';
import type { Context } from '../context.ts';
import type { Customer } from '../domain/customer.ts';
import { listLedger } from '../store/sql/ledger.ts';
import { customerOfId } from '../usecase/customer.ts';
import { adjust, topUp } from '../usecase/wallet.ts';
import type { Answer, Cli } from './command.ts';
import { signedPoints, signedYuan, yuanAmount } from './funds.ts';
import { customerId, field, wholeNumber } from './values.ts';
import { walletPasswordCommand } from './wallet-password.ts';
import { ledgerAnswer, movedAnswer } from './wallet-view.ts';

interface ChangeOptions {
  readonly recharge?: number;
  readonly gift?: number;
  readonly points?: number;
  readonly id?: string;
  readonly reason?: string;
}

const actor = 'operator';
const ledgerShown = 50;
const reason = field(text(100));

export function walletCommands(program: Command, cli: Cli): void {
  const wallet = program.command('wallet').description("Fills, corrects and shows customers' wallets.");

  withOrderId(wallet.command('topup'))
    .description('Puts something into a wallet.')
    .option('--recharge <yuan>', 'what the customer paid in, such as 100 or 12.50', yuanAmount)
    .option('--gift <yuan>', 'what is given on top', yuanAmount)
    .option('--points <number>', 'points', wholeNumber(0, 1e12))
    .option('--reason <text>', 'why, for the ledger', reason)
    .action((wanted: string, options: ChangeOptions) =>
      onWallet(cli, wanted, async ({ useCases }, customer) =>
        movedAnswer(await topUp(useCases, customer, { ...orderOf(options), reason: options.reason })),
      ),
    );

  withOrderId(wallet.command('adjust'))
    .description('Puts right what is wrong in a wallet: adds, or takes away with a minus.')
    .option('--recharge <yuan>', 'such as 5.00 or -5.00', signedYuan)
    .option('--gift <yuan>', 'such as 5.00 or -5.00', signedYuan)
    .option('--points <number>', 'such as 30 or -30', signedPoints)
    .requiredOption('--reason <text>', 'why, for whoever audits the ledger', reason)
    .action((wanted: string, options: ChangeOptions & { reason: string }) =>
      onWallet(cli, wanted, async ({ useCases }, customer) =>
        movedAnswer(await adjust(useCases, customer, { ...orderOf(options), reason: options.reason })),
      ),
    );

  wallet
    .command('ledger')
    .description('Lists what happened to a wallet, the newest first.')
    .argument('<customer_id>', 'whose', customerId)
    .option('--limit <number>', 'how many lines at most', wholeNumber(1, 10_000), ledgerShown)
    .action((wanted: string, { limit }: { limit: number }) =>
      onWallet(cli, wanted, async ({ database }, customer) =>
        ledgerAnswer(await listLedger(database.read, customer, limit)),
      ),
    );

  walletPasswordCommand(wallet, cli);
}

const withOrderId = (command: Command): Command =>
  command
    .argument('<customer_id>', 'whose', customerId)
    .addOption(
      new Option('--id <order_id>', 'of the order; the same one again changes nothing more').argParser(
        field(id(64)),
      ),
    );

const orderOf = ({ recharge = 0, gift = 0, points = 0, id: orderId }: ChangeOptions) => ({
  change: { rechargeFen: recharge, giftFen: gift, points },
  orderId,
  actor,
});

function onWallet(
  cli: Cli,
  wanted: string,
  work: (context: Context, customer: Customer) => Promise<Answer>,
): Promise<void> {
  return cli.withTenant(async (context, tenantId) =>
    work(context, await customerOfId(context.useCases, tenantId, wanted)),
  );
}
