// `credential`: the keys that calls are signed with. A secret is shown once, and only if it was made here.
import type { Command } from 'commander';
import { id } from '../../shared/sp/fields.ts';
import { type SignatureScheme, signatureSchemes } from '../../shared/sp/signature.ts';
import type { Context } from '../context.ts';
import { refuseDemoSecret } from '../demo/secrets.ts';
import { listCredentials } from '../store/sql/tenants.ts';
import {
  addCredential,
  type CredentialDeps,
  disableCredential,
  rotateCredential,
} from '../usecase/credential.ts';
import { Refusal } from '../usecase/errors.ts';
import { findOrCreateTenant, findTenant } from '../usecase/tenant.ts';
import type { Cli } from './command.ts';
import { added, listed } from './credential-view.ts';
import { readSecret } from './input.ts';
import { duration, field, oneOf } from './values.ts';

interface NewOptions {
  readonly apiKey?: string;
  readonly secretStdin?: true;
  readonly scheme?: SignatureScheme;
}

const apiKey = field(id(64));

export function credentialCommands(program: Command, cli: Cli): void {
  const credential = program
    .command('credential')
    .description('Manages the keys that calls are signed with.');
  const secretOf = (options: NewOptions) => (options.secretStdin ? readSecret(cli.io) : undefined);

  credential
    .command('list')
    .description('Lists the credentials, without their secrets.')
    .action(() =>
      cli.withTenant(async ({ database, useCases }, tenantId) => {
        const all = await listCredentials(database.read);
        return listed(
          all.filter((one) => one.tenantId === tenantId),
          useCases.now(),
        );
      }),
    );

  newOptions(credential.command('add').description('Adds a credential; what is not given is made up.'))
    .option(
      '--scheme <scheme>',
      'how calls are signed',
      oneOf(Object.keys(signatureSchemes) as SignatureScheme[]),
    )
    .action(async (options: NewOptions) => {
      const secret = await secretOf(options);
      await cli.withStore(async (context) => {
        refuseDemoSecret(context.settings, secret);
        const tenantId = await tenantFor(context, cli.options().tenant);
        const { apiKey, scheme } = options;
        return added(
          await addCredential(deps(context), { tenantId, apiKey, secret, scheme }),
          secret === undefined,
        );
      });
    });

  newOptions(
    credential
      .command('rotate')
      .description('Adds a new credential beside an old one, which goes on for a while.'),
  )
    .argument('<api_key>', 'the old one', apiKey)
    .option(
      '--overlap <time>',
      'how long the old one goes on, such as 0, 90s, 30m, 24h or 7d',
      duration,
      duration('24h'),
    )
    .action(async (old: string, options: NewOptions & { overlap: number }) => {
      const secret = await secretOf(options);
      await cli.withStore(async (context) => {
        refuseDemoSecret(context.settings, secret);
        await refuseForeign(context, old, cli.options().tenant);
        const replacement = { apiKey: options.apiKey, secret };
        return added(
          await rotateCredential(deps(context), old, options.overlap, replacement),
          secret === undefined,
        );
      });
    });

  credential
    .command('disable')
    .description('Ends a credential at once.')
    .argument('<api_key>', 'the one to end', apiKey)
    .action((old: string) =>
      cli.withStore(async (context) => {
        await refuseForeign(context, old, cli.options().tenant);
        await disableCredential(context.useCases, old);
        return { json: { api_key: old, state: 'ended' }, text: `Credential ${old} is disabled.` };
      }),
    );
}

function newOptions(command: Command): Command {
  return command
    .option('--api-key <api_key>', 'the new api_key', apiKey)
    .option('--secret-stdin', 'read the new secret from standard input');
}

const deps = ({ useCases, seal }: Context): CredentialDeps => ({ ...useCases, seal });

/** The first credential may come before everything else; but a name that nobody has is a slip. */
async function tenantFor({ useCases }: Context, name: string | undefined): Promise<string> {
  const tenant = name === undefined ? await findOrCreateTenant(useCases) : await findTenant(useCases, name);
  return tenant.tenantId;
}

async function refuseForeign(
  { database }: Context,
  apiKey: string,
  tenantId: string | undefined,
): Promise<void> {
  if (tenantId === undefined) return;
  const found = (await listCredentials(database.read)).find((one) => one.apiKey === apiKey);
  if (found?.tenantId !== tenantId)
    throw new Refusal('notFound', `tenant ${tenantId} has no credential ${apiKey}`);
}
