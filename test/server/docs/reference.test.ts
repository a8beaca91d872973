import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderReference } from '../../../server/docs/reference.ts';
import { spErrors } from '../../../shared/sp/codes.ts';

const file = join(__dirname, '../../../doc/reference.md');

describe('doc/reference.md', () => {
  it('is what the tables render now', () => {
    expect(readFileSync(file, 'utf8')).toBe(renderReference());
  });

  it('names every answer code once', () => {
    const rows = renderReference()
      .split('\n')
      .filter((line) => /^\| \d{6} \|/.test(line));
    expect(rows).toHaveLength(Object.keys(spErrors).length);
  });
});
