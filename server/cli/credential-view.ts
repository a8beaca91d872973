// Credentials as the command line shows them: without their secrets, but for one that was just made up.
import { type Credential, isActive } from '../domain/tenant.ts';
import type { SealedCredential } from '../store/sql/tenants.ts';
import type { Answer } from './command.ts';
import { fields, table } from './output.ts';
import { optionalTime, timeWords } from './words.ts';

export function added({ apiKey, secret, scheme }: Credential, madeUp: boolean): Answer {
  const text = fields({ 'api key': apiKey, secret: madeUp ? secret : undefined, scheme });
  return {
    json: { api_key: apiKey, secret: madeUp ? secret : undefined, scheme },
    text: madeUp ? `${text}\nThe secret is not shown again.` : text,
  };
}

export function listed(credentials: readonly SealedCredential[], now: number): Answer {
  const rows = credentials.map((one) => ({ ...one, state: stateOf(one, now) }));
  return {
    json: rows.map((one) => ({
      api_key: one.apiKey,
      tenant_id: one.tenantId,
      scheme: one.scheme,
      state: one.state,
      active_from_time: optionalTime(one.activeFromAt),
      active_until_time: optionalTime(one.activeUntilAt),
    })),
    text:
      rows.length === 0
        ? 'There is no credential: make one with "credential add".'
        : table(
            ['API KEY', 'SCHEME', 'STATE', 'SINCE', 'UNTIL'],
            rows.map((one) => [
              one.apiKey,
              one.scheme,
              one.state,
              timeWords(one.activeFromAt),
              one.activeUntilAt === undefined ? '' : timeWords(one.activeUntilAt),
            ]),
          ),
  };
}

export function stateOf(
  credential: Pick<SealedCredential, 'activeFromAt' | 'activeUntilAt'>,
  now: number,
): 'active' | 'ending' | 'ended' {
  if (!isActive(credential, now)) return 'ended';
  return credential.activeUntilAt === undefined ? 'active' : 'ending';
}
