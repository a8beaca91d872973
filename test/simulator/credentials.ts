// Whose callbacks the simulator believes.
import type { SigningCredential } from '../../shared/sp/signature.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';

/** Asked for every callback, so that keys can come and go. */
export type CredentialLookup = (apiKey: string) => SigningCredential | undefined;

export function lookupOf(credentials: readonly SpCredential[] | CredentialLookup): CredentialLookup {
  if (typeof credentials === 'function') return credentials;
  const byKey = new Map(credentials.map((credential) => [credential.apiKey, credential]));
  return (apiKey) => byKey.get(apiKey);
}
