// What operators put into wallets and take out of them: a line for each order, nothing for a mistake.
import type { Context } from '../../../server/context.ts';
import type { Customer } from '../../../server/domain/customer.ts';
import { fundsLimit } from '../../../server/domain/wallet.ts';
import { listLedger } from '../../../server/store/sql/ledger.ts';
import { adjust, topUp } from '../../../server/usecase/wallet.ts';
import { testContext } from '../../kit/context.ts';
import { newCustomer } from '../../kit/merchant.ts';

let context: Context;
let customer: Customer;
beforeEach(async () => {
  context = await testContext();
  customer = await newCustomer(context, 'ann');
});

const funds = (rechargeFen: number, giftFen = 0, points = 0) => ({ rechargeFen, giftFen, points });
const by = { orderId: undefined, actor: 'operator', reason: 'why' };
const add = (change: ReturnType<typeof funds>, more: Partial<Parameters<typeof topUp>[2]> = {}) =>
  topUp(context.useCases, customer, { ...by, change, ...more });
const correct = (change: ReturnType<typeof funds>, more: { orderId?: string; reason?: string } = {}) =>
  adjust(context.useCases, customer, { ...by, change, ...more });
const lines = () => listLedger(context.database.read, customer, 100);

describe('a top-up', () => {
  it('is a line that says who and why', async () => {
    const line = await add(funds(100, 20, 3), { orderId: 'o1' });
    expect(line).toMatchObject({
      ...{ kind: 'topup', ref: 'topup:o1', actor: 'operator', reason: 'why', entryNumber: 1 },
      ...{ change: funds(100, 20, 3), after: funds(100, 20, 3) },
    });
    expect(await lines()).toEqual([line]);
  });

  it('of one order is made once, and its id is good for nothing else', async () => {
    const first = await add(funds(100, 20, 3), { orderId: 'o1' });
    expect(await add(funds(100, 20, 3), { orderId: 'o1' })).toEqual(first);
    for (const other of [funds(101, 20, 3), funds(100, 21, 3), funds(100, 20, 4)])
      await expect(add(other, { orderId: 'o1' })).rejects.toMatchObject({
        key: 'exists',
        message: 'this id was used for another amount',
      });
    expect(await lines()).toEqual([first]);
  });

  it('without an id counts each time', async () => {
    await add(funds(1));
    expect(await add(funds(1))).toMatchObject({ entryNumber: 2, after: funds(2) });
  });

  it.each([funds(-1), funds(0, -1), funds(0, 0, -1), funds(5, -1, 5)])(
    'takes nothing away: %p',
    async (change) => {
      await expect(add(change)).rejects.toMatchObject({
        key: 'invalid',
        message: 'a top-up only adds: use adjust to take something away',
      });
    },
  );

  it.each([funds(fundsLimit + 1), funds(0, fundsLimit + 1), funds(0, 0, fundsLimit + 1)])(
    'is refused beyond what a wallet holds: %p',
    async (change) => {
      await expect(add(change)).rejects.toMatchObject({
        key: 'stateForbids',
        message: 'a wallet cannot hold so much',
      });
      expect(await lines()).toEqual([]);
    },
  );

  it.each([funds(1), funds(0, 1), funds(0, 0, 1)])('may be of one kind alone: %p', async (change) => {
    expect(await add(change)).toMatchObject({ after: change });
  });
});

describe('an adjustment', () => {
  it('takes away what is there', async () => {
    await add(funds(10, 5, 3));
    expect(await correct(funds(-10, -5, -3), { orderId: 'o1' })).toMatchObject({
      kind: 'adjust',
      ref: 'adjust:o1',
      after: funds(0),
    });
  });

  it.each([
    [funds(-11), 'the balance is too small for that'],
    [funds(0, -6), 'the balance is too small for that'],
    [funds(0, 0, -4), 'there are not so many points'],
  ])('never takes more: %p', async (change, message) => {
    await add(funds(10, 5, 3));
    await expect(correct(change)).rejects.toMatchObject({ key: 'stateForbids', message });
    expect(await lines()).toHaveLength(1);
  });

  it('of nothing is a mistake, and so is one without a reason', async () => {
    const nothing = 'nothing would change: give an amount or points';
    await expect(correct(funds(0))).rejects.toMatchObject({ key: 'invalid', message: nothing });
    await expect(correct(funds(1), { reason: ' ' })).rejects.toMatchObject({
      key: 'invalid',
      message: 'an adjustment needs a reason',
    });
    expect(await lines()).toEqual([]);
  });
});

it('fails for a customer whose wallet is gone', async () => {
  const nobody = { ...customer, customerId: '1' };
  const adding = topUp(context.useCases, nobody, { ...by, change: funds(1) });
  await expect(adding).rejects.toThrow('customer 1 has no wallet');
});
