// Survivors that stay, each with the reason why no test can or should notice it.
import type { Explanation } from '../explain.ts';
import { authorisation } from './authorisation.ts';
import { batch } from './batch.ts';
import { claims } from './claims.ts';
import { codes } from './codes.ts';
import { lanes } from './lanes.ts';
import { money } from './money.ts';
import { signature } from './signature.ts';

export const explanations: readonly Explanation[] = [
  ...authorisation,
  ...batch,
  ...claims,
  ...codes,
  ...lanes,
  ...money,
  ...signature,
];
