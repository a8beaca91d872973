// `npm run generate`: writes every file that is made from tables in the code.
import { writeFileSync } from 'node:fs';
import { renderEnvExample } from '../settings/env-example.ts';
import { renderReference } from './reference.ts';

writeFileSync('.env.example', renderEnvExample());
writeFileSync('doc/reference.md', renderReference());
