// The fault plan by itself: which calls it hits.
import { createFaults, type FaultPlan, readPlan } from './faults.ts';
import { callbackNames } from './paths.ts';

/** Which of the first `calls` calls of /coupon/rsync have which fault. */
function faultsOf(plan: FaultPlan, calls = 6): (string | undefined)[] {
  const faults = createFaults(readPlan(plan));
  return Array.from({ length: calls }, () => faults.next('coupon.rsync')?.fault);
}

const half: FaultPlan = { seed: 7, rules: [{ fault: 'drop', probability: 0.5 }] };

describe('a fault plan', () => {
  it('without rules leaves every call alone', () => {
    expect(faultsOf({})).toEqual(Array(6).fill(undefined));
  });

  it('hits the first calls only', () => {
    expect(faultsOf({ rules: [{ fault: '500', first: 2 }] }, 4)).toEqual([
      '500',
      '500',
      undefined,
      undefined,
    ]);
  });

  it('hits the calls between, both ends included', () => {
    expect(faultsOf({ rules: [{ fault: '500', between: [2, 3] }] }, 4)).toEqual([
      undefined,
      '500',
      '500',
      undefined,
    ]);
  });

  it('lets the first rule that applies decide', () => {
    const rules: FaultPlan['rules'] = [{ fault: 'slow', first: 1 }, { fault: 'drop' }];
    expect(faultsOf({ rules }, 3)).toEqual(['slow', 'drop', 'drop']);
  });

  it('hits only the interface of its rule', () => {
    const faults = createFaults(readPlan({ rules: [{ interface: 'stock.rsync', fault: 'late' }] }));
    const hit = callbackNames.filter((name) => faults.next(name) !== undefined);
    expect(hit).toEqual(['stock.rsync']);
  });

  it('counts the calls of every interface apart', () => {
    const rules: FaultPlan['rules'] = [{ interface: 'stock.rsync', fault: 'late', first: 1 }];
    const faults = createFaults(readPlan({ rules }));
    faults.next('coupon.rsync');
    expect(faults.next('stock.rsync')?.fault).toBe('late');
    expect(faults.next('stock.rsync')).toBeUndefined();
  });

  it('counts all calls for every interface', () => {
    const faults = createFaults(readPlan({ rules: [{ fault: 'late', first: 1 }] }));
    faults.next('coupon.rsync');
    expect(faults.next('stock.rsync')).toBeUndefined();
  });
});

describe('the seed', () => {
  it('gives the same faults twice', () => {
    expect(faultsOf(half, 200)).toEqual(faultsOf(half, 200));
  });

  it('gives other faults when it is another', () => {
    expect(faultsOf(half, 200)).not.toEqual(faultsOf({ ...half, seed: 8 }, 200));
  });

  it('hits about as often as it should', () => {
    const hits = faultsOf(half, 1000).filter((fault) => fault !== undefined).length;
    expect(hits).toBeGreaterThan(450);
    expect(hits).toBeLessThan(550);
  });

  it('draws anew for every rule', () => {
    const rules: FaultPlan['rules'] = [
      { fault: 'drop', probability: 0.5 },
      { fault: 'late', probability: 0.5 },
    ];
    expect(new Set(faultsOf({ rules }, 100))).toEqual(new Set(['drop', 'late', undefined]));
  });

  it('is not disturbed by calls to other interfaces', () => {
    const rules: FaultPlan['rules'] = [{ interface: 'coupon.rsync', fault: 'drop', probability: 0.5 }];
    const faults = createFaults(readPlan({ rules }));
    const among = Array.from({ length: 100 }, () => {
      faults.next('stock.rsync');
      return faults.next('coupon.rsync')?.fault;
    });
    expect(among).toEqual(faultsOf({ rules }, 100));
  });
});

describe('readPlan', () => {
  it('fills in what a rule leaves open', () => {
    expect(readPlan({ rules: [{ fault: 'code' }] })).toEqual({
      seed: 0,
      rules: [{ interface: '*', fault: 'code', code: 500000, delayMs: 1000, probability: 1 }],
    });
  });

  it.each([
    [[], 'fault plan: Invalid input: expected object, received array'],
    [{ rule: [] }, 'fault plan: rule: is not a field here'],
    [{ rules: [{ fault: 'code', code: 0 }] }, 'fault plan: rules[0].code: must not be 0'],
    [{ rules: [{ fault: 'drop', chance: 1 }] }, 'fault plan: rules[0].chance: is not a field here'],
  ])('refuses %j in words', (plan, words) => {
    expect(() => readPlan(plan)).toThrow(new TypeError(words));
  });

  it.each([
    [{ fault: 'explode' }, 'rules[0].fault'],
    [{ fault: 'drop', interface: 'coupon.receive' }, 'rules[0].interface'],
    [{ fault: 'drop', probability: 2 }, 'rules[0].probability'],
    [{ fault: 'drop', first: 0 }, 'rules[0].first'],
    [{ fault: 'slow', delayMs: 600_001 }, 'rules[0].delayMs'],
  ])('names the field that is wrong in %j', (rule, field) => {
    expect(() => readPlan({ rules: [rule] })).toThrow(`${field}: `);
  });
});
