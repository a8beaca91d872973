// The simulator as the command line runs it: what it prints.
import { sampleCredential, sampleTimestamp } from '../shared/sp/samples.ts';
import { send } from './fixtures.ts';
import { runSimulator } from './run.ts';

async function printed(isTTY: boolean): Promise<string> {
  let text = '';
  const out = {
    isTTY,
    write(more: string) {
      text += more;
    },
  };
  const now = () => sampleTimestamp;
  const simulator = await runSimulator({ port: 0, credentials: [sampleCredential], now, out });
  await send(simulator, 'stock.rsync');
  await simulator.close();
  return text.replaceAll(simulator.url, 'URL');
}

it('says where it is, then every callback', async () => {
  expect(await printed(false)).toBe(
    [
      "Tencent's side listens on URL — give it to the SP as its callback base",
      'Open URL/ to watch, POST a fault plan to URL/plan',
      '17:41:16.000  stock.rsync          test001  status 3  0 successful',
      '',
    ].join('\n'),
  );
});

it('prints in colour only on a terminal', async () => {
  expect(await printed(true)).toContain('\u001b[32m');
});
