// Wallets as an operator fills, corrects and looks at them.

import { verifyPassword } from '../../../server/domain/pay-password.ts';
import { findCustomer } from '../../../server/store/sql/customers.ts';
import { findWallet } from '../../../server/store/sql/wallets.ts';
import { type CliKit, createCliKit, setUp } from './kit.ts';
import { atTill } from './till.ts';

let kit: CliKit;
let customer: string;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  ({ customer_id: customer } = await kit.json('customer', 'add', '--channel', '1', '--user', 'u1'));
});
afterEach(() => kit.remove());

const topUp = (...options: string[]) => kit.json('wallet', 'topup', customer, ...options);
const adjust = (...options: string[]) =>
  kit.json('wallet', 'adjust', customer, '--reason', 'why', ...options);
const ledger = (...options: string[]) => kit.json('wallet', 'ledger', customer, ...options);

describe('wallet topup', () => {
  it('adds what is given and answers with the line', async () => {
    await topUp('--recharge', '100');
    expect(await topUp('--recharge', '12.5', '--gift', '0.05', '--points', '30', '--reason', '开业')).toEqual(
      {
        customer_id: customer,
        entry_number: 2,
        time: expect.any(String),
        kind: 'topup',
        change_recharge_amount: '12.50',
        change_gift_amount: '0.05',
        change_points: 30,
        recharge_amount: '112.50',
        gift_amount: '0.05',
        points: 30,
        ref: expect.stringMatching(/^topup:\d{19}$/),
        actor: 'operator',
        reason: '开业',
      },
    );
  });

  it('shows people what the wallet holds now', async () => {
    const { stdout } = await kit.run('wallet', 'topup', customer, '--recharge', '1', '--points', '3');
    expect(stdout).toMatch(/^line +1\nrecharge +1.00 yuan\ngift +0.00 yuan\npoints +3$/m);
  });

  it('counts the same order once', async () => {
    const first = await topUp('--recharge', '5', '--id', 'o1');
    expect(await topUp('--recharge', '5', '--id', 'o1')).toEqual(first);
    expect(await ledger()).toHaveLength(1);
    const ran = await kit.run('wallet', 'topup', customer, '--recharge', '6', '--id', 'o1');
    expect(ran).toMatchObject({ code: 2, stderr: 'error: this id was used for another amount\n' });
  });
});

describe('wallet adjust', () => {
  it.each([
    ['apart', ['--recharge', '-5.00', '--gift', '-0.5', '--points', '-3']],
    ['with =', ['--recharge=-5.00', '--gift=-0.5', '--points=-3']],
  ])('takes away what has a minus, %s', async (_, options) => {
    await topUp('--recharge', '10', '--gift', '1', '--points', '10');
    expect(await adjust(...options)).toMatchObject({
      kind: 'adjust',
      change_recharge_amount: '-5.00',
      change_gift_amount: '-0.50',
      change_points: -3,
      recharge_amount: '5.00',
      gift_amount: '0.50',
      points: 7,
      reason: 'why',
    });
  });

  it('adds what has a plus or no sign', async () => {
    expect(await adjust('--recharge', '+2', '--points', '1', '--gift', '-0')).toMatchObject({
      recharge_amount: '2.00',
      gift_amount: '0.00',
      points: 1,
    });
  });
});

describe('wallet ledger', () => {
  it('lists the newest line first', async () => {
    await topUp('--recharge', '10');
    await topUp('--points', '4');
    await adjust('--recharge', '-3');
    expect(await ledger()).toMatchObject([
      {
        entry_number: 3,
        kind: 'adjust',
        change_recharge_amount: '-3.00',
        recharge_amount: '7.00',
        points: 4,
      },
      { entry_number: 2, kind: 'topup', change_points: 4, recharge_amount: '10.00', points: 4 },
      { entry_number: 1, kind: 'topup', change_recharge_amount: '10.00', points: 0 },
    ]);
    expect(await ledger('--limit', '1')).toMatchObject([{ entry_number: 3 }]);
  });

  it('shows people changes with their signs', async () => {
    await topUp('--recharge', '10', '--id', 'o1', '--reason', '开业');
    await adjust('--recharge', '-3', '--points', '2', '--id', 'o2');
    const { stdout } = await kit.run('wallet', 'ledger', customer);
    const [, second, first] = stdout.split('\n');
    expect(second).toMatch(/^2 .* adjust +-3.00 +\+2 +7.00 \+ 0.00, 2 points +operator +adjust:o2 +why$/);
    expect(first).toMatch(/^1 .* topup +\+10.00 +10.00 \+ 0.00, 0 points +operator +topup:o1 +开业$/);
  });

  it('says when nothing has happened yet', async () => {
    expect(await ledger()).toEqual([]);
    expect((await kit.run('wallet', 'ledger', customer)).stdout).toContain('Nothing has happened');
  });
});

describe('wallet password', () => {
  const isSetTo = (password: string) =>
    atTill(kit, async ({ database: { read }, buckets }) => {
      const found = await findCustomer(read, 'default', customer, buckets);
      const hash = found && (await findWallet(read, found))?.passwordHash;
      return hash !== undefined && verifyPassword(password, hash);
    });

  it('sets one and removes it again', async () => {
    const set = await kit.runWith({ stdin: '2468\n' }, 'wallet', 'password', customer, '--stdin');
    expect(set).toEqual({
      code: 0,
      stdout: `The pay password of customer ${customer} is set.\n`,
      stderr: '',
    });
    expect(await isSetTo('2468')).toBe(true);
    expect(await isSetTo('2469')).toBe(false);
    const removed = await kit.json('wallet', 'password', customer, '--remove');
    expect(removed).toEqual({ customer_id: customer, has_pay_password: false });
    expect(await isSetTo('2468')).toBe(false);
  });

  it('ends a lock', async () => {
    await kit.sql('UPDATE wallet SET wrong_passwords = 5, locked_until_at = ?', Date.now() + 60_000);
    await kit.runWith({ stdin: '2468' }, 'wallet', 'password', customer, '--stdin');
    const { wallet } = await kit.json('customer', 'show', customer);
    expect(wallet).toMatchObject({ has_pay_password: true });
    expect(wallet).not.toHaveProperty('pay_password_locked_until');
  });
});
