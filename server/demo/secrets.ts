// Keeps what everybody knows out of production.
import type { Context } from '../context.ts';
import { databaseName } from '../settings/database-name.ts';
import { Refusal } from '../usecase/errors.ts';
import { sampleCredential } from './sample.ts';

/** @throws in production, when the documents' sample key could sign calls */
export function refuseDemoSecrets({ settings, directory, useCases }: Context): void {
  if (settings.mode !== 'production') return;
  const known = directory.credential(sampleCredential.apiKey, useCases.now());
  if (known?.secret !== sampleCredential.secret) return;
  throw new Error(
    `The database ${databaseName(settings)} has the sample credential of the protocol document, which everybody knows: ` +
      `disable it (NODE_ENV=production npm run sp -- credential disable ${sampleCredential.apiKey}) or use another database.`,
  );
}

/** @throws in production, for the secret that the documents print */
export function refuseDemoSecret({ mode }: Context['settings'], secret: string | undefined): void {
  if (mode === 'production' && secret === sampleCredential.secret) {
    throw new Refusal('invalid', 'this secret is printed in a public document: production does not take it');
  }
}
