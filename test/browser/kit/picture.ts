// Pictures of what tests walk past: PICTURES=<folder> keeps them, to be looked at and to be shown in the documentation.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestPhone } from './phone.ts';

const { PICTURES: folder } = process.env;

export async function keepPicture(name: string, { page }: TestPhone): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
