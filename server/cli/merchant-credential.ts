// `merchant credential`: the keys that tills sign with. A key is shown once, and only if it was made here.
import type { Command } from 'commander';
import { id } from '../../shared/sp/fields.ts';
import type { Context } from '../context.ts';
import { listMerchantCredentials } from '../store/sql/merchants.ts';
import type { CredentialDeps } from '../usecase/credential.ts';
import { Refusal } from '../usecase/errors.ts';
import {
  addMerchantCredential,
  disableMerchantCredential,
  rotateMerchantCredential,
} from '../usecase/merchant.ts';
import type { Cli } from './command.ts';
import { readSecret } from './input.ts';
import { addedCredential, listedCredentials } from './merchant-view.ts';
import { account, duration, field, ipRange, repeated } from './values.ts';

interface AddOptions {
  readonly account: string;
  readonly openId?: string;
  readonly keyStdin?: true;
  readonly grantCode?: string;
  readonly allowIp?: readonly string[];
  readonly needsDigest?: true;
}

const openId = field(id(64));

export function merchantCredentialCommands(credential: Command, cli: Cli): void {
  credential
    .command('list')
    .description('Lists the credentials, without their keys.')
    .action(() =>
      cli.withTenant(async ({ database, useCases }, tenantId) => {
        const all = await listMerchantCredentials(database.read);
        return listedCredentials(
          all.filter((one) => one.tenantId === tenantId),
          useCases.now(),
        );
      }),
    );

  addOptions(
    credential.command('add').description('Adds a credential; what is not given is made up.'),
  ).action(async (options: AddOptions) => {
    const openKey = options.keyStdin ? await readSecret(cli.io) : undefined;
    await cli.withTenant(async (context, tenantId) => {
      const { allowIp: allowedIps, keyStdin: _, ...rest } = options;
      const wanted = { ...rest, tenantId, openKey, allowedIps };
      return addedCredential(await addMerchantCredential(deps(context), wanted), openKey === undefined);
    });
  });

  credential
    .command('rotate')
    .description(
      'Adds a new credential with the same restrictions beside an old one, which goes on for a while.',
    )
    .argument('<open_id>', 'the old one', openId)
    .option(
      '--overlap <time>',
      'how long the old one goes on, such as 0, 90s, 30m, 24h or 7d',
      duration,
      duration('24h'),
    )
    .action((old: string, { overlap }: { overlap: number }) =>
      cli.withStore(async (context) => {
        await refuseForeign(context, old, cli.options().tenant);
        return addedCredential(await rotateMerchantCredential(deps(context), old, overlap), true);
      }),
    );

  credential
    .command('disable')
    .description('Ends a credential at once.')
    .argument('<open_id>', 'the one to end', openId)
    .action((old: string) =>
      cli.withStore(async (context) => {
        await refuseForeign(context, old, cli.options().tenant);
        await disableMerchantCredential(context.useCases, old);
        return {
          json: { open_id: old, state: 'ended' },
          text: `Merchant credential ${old} is disabled.`,
        };
      }),
    );
}

function addOptions(command: Command): Command {
  return command
    .requiredOption('--account <account>', 'whose it is; an account that is new is set up', account)
    .option('--open-id <open_id>', 'the new open_id', openId)
    .option('--key-stdin', 'read the new key from standard input')
    .option('--grant-code <grant_code>', 'the new grant code', field(id(64)))
    .option(
      '--allow-ip <range>',
      'an address or CIDR range that it may call from, given as often as needed; otherwise from everywhere',
      repeated(ipRange),
    )
    .option(
      '--needs-digest',
      'refuse calls without a digest of their Params, which the Token does not cover',
    );
}

const deps = ({ useCases, seal }: Context): CredentialDeps => ({ ...useCases, seal });

async function refuseForeign(
  { database }: Context,
  wanted: string,
  tenantId: string | undefined,
): Promise<void> {
  if (tenantId === undefined) return;
  const found = (await listMerchantCredentials(database.read)).find((one) => one.openId === wanted);
  if (found?.tenantId !== tenantId)
    throw new Refusal('notFound', `tenant ${tenantId} has no merchant credential ${wanted}`);
}
