// The keys that what is stored is sealed under.
import { key, keyList } from '../parse.ts';
import type { Variable } from './variable.ts';

export const secretVariables = {
  masterKey: {
    name: 'MASTER_KEY',
    schema: key(),
    description:
      'Seals secrets and phone numbers: 32 bytes as 64 hexadecimal digits or base64; required in production.',
    secret: true,
  },
  masterKeysOld: {
    name: 'MASTER_KEYS_OLD',
    schema: keyList(),
    description: 'Comma list of earlier master keys, so that what they sealed can still be opened.',
    secret: true,
  },
} as const satisfies Record<string, Variable>;
