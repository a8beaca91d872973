// The master key as an operator changes it.
import { type CliKit, createCliKit } from './kit.ts';

const [keyA, keyB] = ['a'.repeat(64), 'b'.repeat(64)];

let kit: CliKit;
beforeEach(() => {
  kit = createCliKit();
});
afterEach(() => kit.remove());

async function run(env: NodeJS.ProcessEnv, ...argv: string[]) {
  const { code, stdout, stderr } = await kit.runWith({ env }, '--json', ...argv);
  return { code, stderr, json: stdout === '' ? undefined : JSON.parse(stdout) };
}

it('changes the master key and shows neither', async () => {
  const before = { MASTER_KEY: keyA };
  const between = { MASTER_KEY: keyB, MASTER_KEYS_OLD: keyA };
  const after = { MASTER_KEY: keyB };
  await run(before, 'channel', 'set', '1', '--app-id', 'wx1');
  await run(before, 'credential', 'add', '--api-key', 'K1');
  const [a] = (await run(before, 'key', 'list')).json;
  expect(a).toEqual({ key_id: expect.stringMatching(/^[0-9a-f]{8}$/), current: true, sealed: 1 });
  expect((await run(after, 'key', 'list')).code).not.toBe(0);
  const rotated = await run(between, 'key', 'rotate');
  expect(rotated).toMatchObject({ code: 0, json: { resealed: 1, unopened: [] } });
  const listed = await run(after, 'key', 'list');
  expect(listed.json).toEqual([{ key_id: rotated.json.key_id, current: true, sealed: 1 }]);
  expect(rotated.json.key_id).not.toBe(a.key_id);
  for (const { stdout } of [
    await kit.runWith({ env: after }, 'key', 'list'),
    await kit.runWith({ env: after }, 'key', 'rotate'),
  ])
    expect(stdout).not.toMatch(/a{64}|b{64}/);
});
