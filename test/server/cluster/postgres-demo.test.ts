// The demo with several processes: shown once, and back when its process is replaced.
import { createServer } from 'node:net';
import { tempDir } from '../../kit/temp-dir.ts';
import { type Program, startProgram } from './program.ts';

jest.setTimeout(60_000);

let program: Program | undefined;
afterEach(async () => {
  await program?.end('SIGKILL');
  program = undefined;
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

test('the demo shows once and comes back with its process', async () => {
  const simulatorPort = await freePort();
  const state = () => fetch(`http://127.0.0.1:${simulatorPort}/state`).then((answer) => answer.status);
  program = await startProgram({ dataDir: tempDir(), env: { SIMULATOR_PORT: String(simulatorPort) } });
  expect(await state()).toBe(200);
  const [first = 0] = await program.workerPids();
  process.kill(first, 'SIGKILL');
  await expect(state()).rejects.toThrow();
  const output = await program.replaced();
  expect(await state()).toBe(200);
  expect(output.split('DEMO MODE')).toHaveLength(2);
  expect(output).toContain(`http://127.0.0.1:${simulatorPort}`);
});
