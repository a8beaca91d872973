/**
 * Every component and page of the plugin, under miniprogram-simulate: it loads with all that it uses, and has a test here.
 * @jest-environment jsdom
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { newPhone } from '../kit/phone.ts';
import { sources } from '../kit/sources.ts';
import { simulate } from './simulated.ts';

const parts = [...sources('{components,pages}/*/*.wxml').keys()].map((file) => file.replace(/\.wxml$/, ''));

beforeEach(newPhone);

describe.each(parts)('%s, simulated', (part) => {
  const name = basename(part);

  it('loads with every component that it uses', () => {
    expect(simulate(part).nodes[0]?.tag).toBe(name);
  });

  it('has a test of its own here', () => {
    expect(existsSync(join(__dirname, `${name}.test.ts`))).toBe(true);
  });
});
