import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { renderEnvExample } from '../../../server/settings/env-example.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import { variables } from '../../../server/settings/variables.ts';

const file = join(__dirname, '../../../.env.example');

describe('.env.example', () => {
  it('is what the table renders now', () => {
    expect(readFileSync(file, 'utf8')).toBe(renderEnvExample());
  });

  it('changes nothing when it is used unedited', () => {
    expect(parseEnv(renderEnvExample())).toEqual({});
  });

  it('states every default as it is read', () => {
    const uncommented = parseEnv(renderEnvExample().replace(/^# (?=[A-Z_]+=)/gm, ''));
    expect(Object.keys(uncommented).sort()).toEqual(
      Object.values(variables)
        .map(({ name }) => name)
        .sort(),
    );
    expect(readSettings(uncommented)).toEqual(readSettings({}));
  });
});
