// Stores as an operator adds them, and stocks that only some of them redeem.
import { type CliKit, createCliKit, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
});
afterEach(() => kit.remove());

const add = (code: string, name: string) => kit.json('store', 'add', code, '--name', name);

describe('store', () => {
  it('adds a store and lists it', async () => {
    const added = await add('001', '南山店');
    expect(added).toEqual({ tenant_id: 'default', store_code: '001', name: '南山店' });
    expect(await kit.json('store', 'list')).toEqual([added]);
    expect((await kit.run('store', 'list')).stdout.split('\n')[1]).toMatch(/^001 +南山店$/);
  });

  it('gives a store that is there another name', async () => {
    await add('001', '南山店');
    await add('001', '科技园店');
    expect(await kit.json('store', 'list')).toMatchObject([{ store_code: '001', name: '科技园店' }]);
  });

  it('says how a first store is added', async () => {
    expect(await kit.run('store', 'list')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"store add"'),
    });
  });

  it('has the copy of the database under its former name', async () => {
    expect((await kit.run('store', '--help')).stdout).not.toContain('copy');
    const former = await kit.run('store', 'copy');
    expect(former).toMatchObject({ code: 2, stderr: expect.stringContaining("'--to <url>' not specified") });
  });
});

describe('stock stores', () => {
  const stores = (...options: string[]) => kit.json('stock', 'stores', 't1', ...options);
  beforeEach(async () => {
    await setUpStock(kit);
    await add('001', '南山店');
    await add('002', '福田店');
  });

  it('shows that a stock is redeemed everywhere', async () => {
    expect(await stores()).toEqual({ stock_id: 't1', everywhere: true, store_codes: [] });
    expect((await kit.run('stock', 'stores', 't1')).stdout).toBe('Stock t1 is redeemed in every store.\n');
  });

  it.each([[['--only', '002', '001']], [['--only', '002', '--only', '001']]])(
    'limits a stock by %j',
    async (options) => {
      const limited = { stock_id: 't1', everywhere: false, store_codes: ['001', '002'] };
      expect(await stores(...options)).toEqual(limited);
      expect(await stores()).toEqual(limited);
      const { stdout } = await kit.run('stock', 'stores', 't1');
      expect(stdout).toBe('Stock t1 is redeemed only in 001, 002.\n');
    },
  );

  it('lifts a limit', async () => {
    await stores('--only', '001');
    expect(await stores('--everywhere')).toMatchObject({ everywhere: true });
    expect(await stores()).toMatchObject({ everywhere: true, store_codes: [] });
  });
});
