// Keys as an operator manages them.
import { type CliKit, createCliKit } from './kit.ts';

let kit: CliKit;
beforeEach(() => {
  kit = createCliKit();
});
afterEach(() => kit.remove());

const states = async () =>
  Object.fromEntries(
    (await kit.json('credential', 'list')).map((one: { api_key: string; state: string }) => [
      one.api_key,
      one.state,
    ]),
  );

it('makes up a key and shows its secret once', async () => {
  const made = await kit.json('credential', 'add');
  expect(made).toEqual({
    api_key: expect.stringMatching(/^[0-9A-F]{30}$/),
    secret: expect.stringMatching(/^[0-9a-f]{48}$/),
    scheme: 'md5-suffix',
  });
  const { stdout } = await kit.run('credential', 'list');
  expect(stdout).toContain(made.api_key);
  expect(stdout).not.toContain(made.secret);
  expect(await kit.dump()).not.toContain(made.secret);
});

it('takes a secret from standard input and repeats it nowhere', async () => {
  const argv = ['credential', 'add', '--api-key', 'K', '--secret-stdin', '--scheme', 'hmac-sha256-suffix'];
  const ran = await kit.runWith({ stdin: 'S3cret\n' }, ...argv);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).not.toContain('S3cret');
  expect(ran.stdout).toContain('hmac-sha256-suffix');
});

it('rotates with an overlap of a day', async () => {
  await kit.json('credential', 'add', '--api-key', 'OLD', '--scheme', 'hmac-sha256-suffix');
  const rotated = await kit.json('credential', 'rotate', 'OLD', '--api-key', 'NEW');
  expect(rotated).toMatchObject({ api_key: 'NEW', scheme: 'hmac-sha256-suffix' });
  expect(await states()).toEqual({ OLD: 'ending', NEW: 'active' });
  const [old] = await kit.json('credential', 'list');
  const overlapMs = Date.parse(old.active_until_time) - Date.now();
  expect(overlapMs).toBeGreaterThan(86_000_000);
  expect(overlapMs).toBeLessThanOrEqual(86_400_000);
});

it('ends the old key at once without an overlap', async () => {
  await kit.json('credential', 'add', '--api-key', 'OLD');
  await kit.json('credential', 'rotate', 'OLD', '--api-key', 'NEW', '--overlap', '0');
  expect(await states()).toEqual({ OLD: 'ended', NEW: 'active' });
});

it('disables a key, and only once', async () => {
  await kit.json('credential', 'add', '--api-key', 'K');
  expect(await kit.json('credential', 'disable', 'K')).toEqual({ api_key: 'K', state: 'ended' });
  const again = await kit.run('credential', 'disable', 'K');
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('not active');
});

it("leaves another tenant's key alone", async () => {
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'a');
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'b');
  await kit.json('credential', 'add', '--api-key', 'K', '--tenant', 'a');
  expect(await kit.run('credential', 'disable', 'K', '--tenant', 'b')).toMatchObject({ code: 2, stdout: '' });
  expect(await kit.json('credential', 'list', '--tenant', 'a')).toMatchObject([
    { api_key: 'K', state: 'active' },
  ]);
});
