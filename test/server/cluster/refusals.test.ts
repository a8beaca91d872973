// What the program says when it cannot be several processes, and how often.
import { createServer } from 'node:net';
import { runProgram } from '../../kit/process.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runProgram(['server/main.ts', ...args], {
    DATA_DIR: tempDir(),
    DATABASE_URL: '',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...env,
  });

/** Nobody listens there. */
const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';
const count = (text: string, what: string) => text.split(what).length - 1;

test('SQLite refuses a second process with a reason', async () => {
  const { code, stderr } = await run(['--workers', '2']);
  expect(code).toBe(1);
  expect(stderr).toContain('SQLite has one writer');
});

test('an impossible number of processes is refused', async () => {
  const { code, stderr } = await run(['--workers', '65']);
  expect([code, stderr]).toEqual([
    1,
    'chelian-coupon could not start:\n--workers must be a whole number from 1 to 64, not "65"; see: npm start -- --help\n',
  ]);
});

test('help goes to standard output and ends well', async () => {
  const { code, stdout, stderr } = await run(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('--workers <n>');
});

test('wrong settings are reported once for all', async () => {
  const { code, stderr } = await run(['--workers', '3'], { PORT: 'abc', DATABASE_URL: databaseUrl });
  expect(code).toBe(1);
  expect(count(stderr, 'PORT must be')).toBe(1);
});

test('a database out of reach is one sentence', async () => {
  const { code, stderr } = await run(['--workers', '3'], { DATABASE_URL: databaseUrl });
  expect(code).toBe(1);
  expect(count(stderr, 'chelian-coupon could not start')).toBe(1);
  expect(stderr).toContain('127.0.0.1:1');
}, 60_000);

test('one process needs no PostgreSQL', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { stderr } = await run(['--workers', '1'], { PORT: String(port), SIMULATOR_PORT: '0' });
  blocker.close();
  // It came as far as the port.
  expect(stderr).toContain(`127.0.0.1:${port}: set PORT to a free one`);
});
