// Keeps what everybody knows out of production.
import type { Context } from '../context.ts';
import { databaseName } from '../settings/database-name.ts';
import { Refusal } from '../usecase/errors.ts';
import { sampleCredential, sampleMerchantKey } from './sample.ts';

/** @throws in production, when a sample key of the documents could sign calls */
export function refuseDemoSecrets({ settings, directory, useCases }: Context): void {
  if (settings.mode !== 'production') return;
  const now = useCases.now();
  const { apiKey } = sampleCredential;
  if (directory.credential(apiKey, now)?.secret === sampleCredential.secret)
    throw known(settings, `credential disable ${apiKey}`);
  const { openId } = sampleMerchantKey;
  if (directory.merchantCredential(openId, now)?.openKey === sampleMerchantKey.openKey)
    throw known(settings, `merchant credential disable ${openId}`);
}

function known(settings: Context['settings'], disable: string): Error {
  return new Error(
    `The database ${databaseName(settings)} has a sample key of the documents, which everybody knows: ` +
      `disable it (NODE_ENV=production npm run sp -- ${disable}) or use another database.`,
  );
}

/** The secrets that the documents print. */
const printed: readonly string[] = [sampleCredential.secret, sampleMerchantKey.openKey];

/** @throws in production, for a secret that the documents print */
export function refuseDemoSecret({ mode }: Context['settings'], secret: string | undefined): void {
  if (mode === 'production' && secret !== undefined && printed.includes(secret)) {
    throw new Refusal('invalid', 'this secret is printed in a public document: production does not take it');
  }
}
