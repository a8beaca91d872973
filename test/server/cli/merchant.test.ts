// Merchant accounts and their keys as an operator manages them.
import { type CliKit, createCliKit, type Json, setUp } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
});
afterEach(() => kit.remove());

const add = (...options: string[]) =>
  kit.json('merchant', 'credential', 'add', '--account', 'naixue', ...options);
const list = () => kit.json('merchant', 'credential', 'list');
const states = async () => Object.fromEntries((await list()).map((one: Json) => [one.open_id, one.state]));

describe('merchant credential', () => {
  it('makes up a key and shows it once', async () => {
    const made = await add();
    expect(made).toEqual({
      open_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      grant_code: expect.stringMatching(/^[0-9a-f]{10}$/),
      open_key: expect.stringMatching(/^[A-Za-z]{50}$/),
      account: 'naixue',
      allowed_ips: [],
      needs_digest: false,
    });
    const { stdout } = await kit.run('merchant', 'credential', 'list');
    expect(stdout).toContain(made.open_id);
    expect(stdout + JSON.stringify(await list())).not.toContain(made.open_key);
    expect(await kit.dump()).not.toContain(made.open_key);
  });

  it('tells people that a key is shown once', async () => {
    const { stdout } = await kit.run('merchant', 'credential', 'add', '--account', 'naixue');
    expect(stdout).toMatch(/^key +[A-Za-z]{50}$/m);
    expect(stdout).toContain('The key is not shown again.');
  });

  it('takes a key from standard input and repeats it nowhere', async () => {
    const argv = ['merchant', 'credential', 'add', '--account', 'naixue', '--open-id', 'o1', '--key-stdin'];
    for (const json of [[], ['--json']]) {
      const ran = await kit.runWith({ stdin: 'S3cret\n' }, ...json, ...argv.with(6, `o${json.length}`));
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).not.toMatch(/S3cret|not shown again|open_key/);
    }
    expect(await kit.dump()).not.toContain('S3cret');
  });

  it('lists whose key it is and its restrictions', async () => {
    const limits = ['--allow-ip', '10.0.0.0/8', '--allow-ip', '::1', '--needs-digest'];
    await add('--open-id', 'o1', '--grant-code', 'g1', ...limits);
    expect(await list()).toEqual([
      {
        open_id: 'o1',
        tenant_id: 'default',
        account: 'naixue',
        grant_code: 'g1',
        allowed_ips: ['10.0.0.0/8', '::1'],
        needs_digest: true,
        state: 'active',
        active_from_time: expect.stringMatching(/\+08:00$/),
      },
    ]);
    const { stdout } = await kit.run('merchant', 'credential', 'list');
    expect(stdout.split('\n')[1]).toMatch(/^o1 +naixue +10\.0\.0\.0\/8, ::1 +required +active +2/);
  });

  it('rotates with an overlap of a day', async () => {
    await add('--open-id', 'OLD', '--allow-ip', '10.0.0.1');
    const rotated = await kit.json('merchant', 'credential', 'rotate', 'OLD');
    expect(rotated).toMatchObject({
      open_key: expect.stringMatching(/^[A-Za-z]{50}$/),
      account: 'naixue',
      allowed_ips: ['10.0.0.1'],
    });
    expect(await states()).toEqual({ OLD: 'ending', [rotated.open_id]: 'active' });
    const [old] = (await list()).filter((one: Json) => one.open_id === 'OLD');
    const overlapMs = Date.parse(old.active_until_time) - Date.now();
    expect(overlapMs).toBeGreaterThan(86_000_000);
    expect(overlapMs).toBeLessThanOrEqual(86_400_000);
  });

  it('ends the old key at once without an overlap', async () => {
    await add('--open-id', 'OLD');
    await kit.json('merchant', 'credential', 'rotate', 'OLD', '--overlap', '0');
    expect(await states()).toMatchObject({ OLD: 'ended' });
  });

  it('disables a key, and only once', async () => {
    await add('--open-id', 'K');
    const disable = ['merchant', 'credential', 'disable', 'K'];
    expect(await kit.json(...disable)).toEqual({ open_id: 'K', state: 'ended' });
    const again = await kit.run(...disable);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('not active');
  });

  it("leaves another tenant's key alone", async () => {
    await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'other');
    await add('--open-id', 'K', '--tenant', 'default');
    for (const command of ['rotate', 'disable']) {
      const ran = await kit.run('merchant', 'credential', command, 'K', '--tenant', 'other');
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('tenant other has no merchant credential K');
    }
    expect(await kit.json('merchant', 'credential', 'list', '--tenant', 'other')).toEqual([]);
    expect(await kit.json('merchant', 'credential', 'list', '--tenant', 'default')).toMatchObject([
      { open_id: 'K', state: 'active' },
    ]);
  });
});

describe('merchant account', () => {
  const set = (...options: string[]) => kit.json('merchant', 'account', 'set', 'naixue', ...options);
  const defaults = {
    tenant_id: 'default',
    account: 'naixue',
    take: 'recharge-first',
    booking: 'head-office',
    answers: 'typed',
  };

  it('comes with its first key', async () => {
    expect(await kit.json('merchant', 'account', 'list')).toEqual([]);
    await add();
    expect(await kit.json('merchant', 'account', 'list')).toEqual([defaults]);
  });

  it('keeps what a change leaves out', async () => {
    expect(await set('--take', 'gift-first', '--booking', 'store')).toMatchObject({ answers: 'typed' });
    const changed = await set('--answers', 'samples', '--booking', 'gift-at-store');
    expect(changed).toEqual({
      ...defaults,
      take: 'gift-first',
      booking: 'gift-at-store',
      answers: 'samples',
    });
    expect(await kit.json('merchant', 'account', 'list')).toEqual([changed]);
  });

  it('shows accounts to people in columns', async () => {
    expect((await kit.run('merchant', 'account', 'list')).stdout).toContain('merchant account set');
    await set('--take', 'proportional');
    const { stdout } = await kit.run('merchant', 'account', 'list');
    expect(stdout.split('\n')[1]).toMatch(/^naixue +proportional +head-office +typed$/);
  });
});
