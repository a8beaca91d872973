// Assembles the commands and runs one call of them.
import { Command } from 'commander';
import { backupCommand } from './backup.ts';
import { channelCommands } from './channel.ts';
import { type Cli, createCli, type GlobalOptions } from './command.ts';
import { copyCommand } from './copy.ts';
import { couponCommands } from './coupon.ts';
import { credentialCommands } from './credential.ts';
import { customerCommands } from './customer.ts';
import { deliveriesCommands } from './deliveries.ts';
import { doctorCommand } from './doctor.ts';
import { exitCodeOf, failureText } from './failure.ts';
import type { CliIo } from './io.ts';
import { keyCommands } from './key.ts';
import { merchantCommands } from './merchant.ts';
import { pluginCommands } from './plugin-host.ts';
import { redeemCommands } from './redeem.ts';
import { storeCommands } from './shop.ts';
import { simulatorCommands } from './simulator.ts';
import { stockCommands } from './stock.ts';
import { walletCommands } from './wallet.ts';
import { wifiCommands } from './wifi.ts';

const groups: readonly ((program: Command, cli: Cli) => void)[] = [
  channelCommands,
  credentialCommands,
  keyCommands,
  stockCommands,
  couponCommands,
  redeemCommands,
  customerCommands,
  walletCommands,
  merchantCommands,
  storeCommands,
  deliveriesCommands,
  pluginCommands,
  wifiCommands,
  simulatorCommands,
  doctorCommand,
  backupCommand,
  copyCommand,
];

/** @returns the exit code: 0, 2 for a call that is wrong or refused, 1 for a failure that nobody foresaw. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const { program, cli } = assemble(io);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return cli.exitCode();
  } catch (error) {
    const text = failureText(error, io.env);
    if (text !== undefined) io.stderr.write(`${text}\n`);
    return exitCodeOf(error);
  }
}

/** All commands. What is called ends up in `cli`. */
export function assemble(io: CliIo): { readonly program: Command; readonly cli: Cli } {
  const program = createProgram(io);
  const cli = createCli(io, () => program.opts<GlobalOptions>());
  for (const addTo of groups) addTo(program, cli);
  return { program, cli };
}

function createProgram(io: CliIo): Command {
  // Commands that are added later take these settings over.
  return new Command('sp')
    .description('Runs the coupon server: its channels, keys, stocks, coupons, merchants and deliveries.')
    .option('--json', 'print one JSON value, in the names of the wire')
    .option('--tenant <tenant_id>', 'the tenant that is meant; not needed while there is only one')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .showHelpAfterError('Add --help to see what can be given.')
    .exitOverride();
}
