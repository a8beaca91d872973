// What an account may be called, and what it does where nobody decided otherwise.
import { accountName, accountPolicies } from '../../../server/domain/merchant.ts';

describe('accountName', () => {
  it.each(['naixue', 'A_1-b', 'x'.repeat(32), 'operators'])('takes %s', (name) => {
    expect(accountName.parse(name)).toBe(name);
  });

  it.each([
    ['', 'letters, digits'],
    ['x'.repeat(33), 'letters, digits'],
    ['a b', 'letters, digits'],
    ['a\n', 'letters, digits'],
    ['奶茶', 'letters, digits'],
    ['operator', 'operators redeem in that name'],
  ])('refuses %j', (name, says) => {
    expect(accountName.safeParse(name).error?.issues).toMatchObject([
      { message: expect.stringContaining(says) },
    ]);
  });
});

describe('accountPolicies', () => {
  it('decides everything that is left out', () => {
    expect(accountPolicies.parse({})).toEqual({
      take: 'recharge-first',
      booking: 'head-office',
      answers: 'typed',
    });
  });

  it.each([{ take: 'all' }, { booking: 'nobody' }, { answers: 'json' }])('refuses %j', (policies) => {
    expect(accountPolicies.safeParse(policies).success).toBe(false);
  });
});
