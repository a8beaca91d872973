// doc/plugin-server.md: its program makes tickets that let people in, and its numbers are the code's.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pluginInterfaces } from '../../../../shared/plugin/interfaces.ts';
import { expectData, expectFailure } from './expect.ts';
import { startVisits, ticketKey } from './visits.ts';

const page = readFileSync(join(__dirname, '../../../../doc/plugin-server.md'), 'utf8');
const program = /^```js\n(.*?)^```$/ms.exec(page)?.[1] ?? '';

it('shows a program whose tickets let people in once', async () => {
  const env = { ...process.env, PLUGIN_TICKET_KEY: ticketKey };
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const { open } = await startVisits({ now: Date.now });
  const opening = { openpid: 'o', query: { ticket: stdout.trim() } };
  expect(expectData('session', await open(opening))).toMatchObject({ stockId: 'test001' });
  expectFailure(await open({ ...opening, openpid: 'another' }), 'identityRefused');
});

it('names every interface', () => {
  const named = new Set(
    [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g)),
  );
  expect(Object.keys(pluginInterfaces).filter((name) => !named.has(name))).toEqual([]);
});
