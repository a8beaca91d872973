// Several processes serve as one: one port, one set of limits, one page of metrics.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import { testContext } from '../../kit/context.ts';
import { storeEnv } from '../../kit/engine.ts';
import { httpPost, httpSend } from '../../kit/http.ts';
import { runProgram } from '../../kit/process.ts';
import { signedCall } from '../../kit/signed.ts';
import { runningStock } from '../../kit/stocks.ts';
import { tempDir } from '../../kit/temp-dir.ts';
import { type Program, startProgram } from './program.ts';

jest.setTimeout(60_000);

/** A connection of its own for each call: they are what workers get in turn. */
const fresh = () => ({ agent: new Agent() });

const claim = ({ url }: Program, user: string, stockId: string) =>
  httpPost(
    url + spInterfaces['coupon.receive'].path,
    signedCall({ app_channel_id: 1, user_code: user, stock_id: stockId, request_id: `r-${user}` }),
    fresh(),
  );

const users = (count: number) => Array.from({ length: count }, (_, index) => `u${index}`);

const scrape = async ({ url }: Program) =>
  (await httpSend('GET', `${url}/metrics`, fresh())).text.split('\n');
const numberOf = (lines: readonly string[], name: string) =>
  Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1));
const issued = 'chelian_claims_total{result="issued"}';

let program: Program | undefined;
afterEach(async () => {
  await program?.end('SIGKILL');
  program = undefined;
});

test('every worker answers on the one port', async () => {
  program = await startProgram({ dataDir: tempDir(), workers: 3 });
  for (const user of users(12)) await claim(program, user, 'none');
  program.child.kill('SIGTERM');
  await program.ended;
  const lines = await program.lines();
  const refusals = lines.filter((line) => line['resultCode'] === 410_001);
  expect(refusals).toHaveLength(12);
  expect(new Set(refusals.map(({ pid }) => pid))).toEqual(new Set(await program.workerPids()));
});

test('claims over all workers keep to the limit', async () => {
  const dataDir = tempDir();
  const context = await testContext({ dataDir });
  const stockId = await runningStock(context, { max_coupons: 50, max_coupons_per_user: 1 });
  const running = await startProgram({ dataDir });
  program = running;
  const answers = await Promise.all(users(150).map((user) => claim(running, user, stockId)));
  const codes = answers.map(({ json }) => json.code);
  expect(codes.filter((code) => code === 0)).toHaveLength(50);
  expect(codes.filter((code) => code === 410_003)).toHaveLength(100);
  expect(numberOf(await scrape(running), issued)).toBe(50);
});

test('metrics of any worker are those of all', async () => {
  const running = await startProgram({ dataDir: tempDir() });
  program = running;
  await Promise.all(users(20).map((user) => claim(running, user, 'test001')));
  // One after another and all at once.
  const scrapes = [await scrape(running), ...(await Promise.all(users(16).map(() => scrape(running))))];
  for (const lines of scrapes) {
    expect(numberOf(lines, issued)).toBe(20);
    expect(numberOf(lines, 'chelian_stock_left{stock_id="test001"}')).toBe(19_980);
    expect(numberOf(lines, 'chelian_workers')).toBe(2);
    expect(numberOf(lines, 'chelian_workers_answered')).toBe(2);
  }
});

test('a worker that is stuck is missed in the metrics', async () => {
  const running = await startProgram({ dataDir: tempDir() });
  program = running;
  await Promise.all(users(20).map((user) => claim(running, user, 'test001')));
  await scrape(running);
  const [, stuck = 0] = await running.workerPids();
  process.kill(stuck, 'SIGSTOP');
  // One of them may be handed to the one that is stuck.
  const scrapes = [scrape(running), scrape(running), scrape(running)];
  const lines = await Promise.any(scrapes).finally(() => process.kill(stuck, 'SIGCONT'));
  expect(numberOf(lines, 'chelian_workers')).toBe(2);
  expect(numberOf(lines, 'chelian_workers_answered')).toBe(1);
  expect(numberOf(lines, issued)).toBe(20);
});

test('the memory flags of node reach every worker', async () => {
  program = await startProgram({ dataDir: tempDir(), flags: ['--max-old-space-size=768'] });
  const pids = await program.workerPids();
  for (const pid of pids) {
    expect(execFileSync('ps', ['-o', 'args=', '-p', String(pid)]).toString()).toContain(
      '--max-old-space-size=768',
    );
  }
  expect(pids).toHaveLength(2);
});

test('a taken port is one sentence', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const env = {
    ...(await storeEnv(tempDir())),
    PORT: String(port),
    SIMULATOR_PORT: '0',
    LOG_LEVEL: 'silent',
  };
  const { code, stderr } = await runProgram(['server/main.ts', '--workers', '2'], env);
  blocker.close();
  expect(code).toBe(1);
  expect(stderr.split('\n')).toEqual([
    'chelian-coupon could not start:',
    expect.stringMatching(new RegExp(`127\\.0\\.0\\.1:${port}: set PORT to a free one$`)),
    '',
  ]);
});
