import { failed, type WechatProblem } from '../../../server/domain/wechat.ts';
import { isPassing, outcomeOf, type WifiPut, whyNotPut } from '../../../server/domain/wifi.ts';
import { explain, wifiErrors } from '../../../server/domain/wifi-errors.ts';
import { noon } from '../../kit/clock.ts';

const put: WifiPut = {
  shopId: 429620,
  cardId: 'pB1',
  describe: '10元代金券',
  beginAt: noon,
  endAt: noon + 1_000,
  quantity: undefined,
};

describe('whyNotPut', () => {
  it.each<[what: string, changes: Partial<WifiPut>]>([
    ['one second', {}],
    ['all stores', { shopId: 0 }],
    ['18 emoji', { describe: '🚗'.repeat(18) }],
    ['a quantity of one', { quantity: 1 }],
  ])('has nothing against %s', (_, changes) => {
    expect(whyNotPut({ ...put, ...changes })).toBeUndefined();
  });

  it.each<[what: string, changes: Partial<WifiPut>, why: string]>([
    ['a negative store', { shopId: -1 }, 'the shop must be a whole number'],
    ['half a store', { shopId: 0.5 }, 'the shop must be a whole number'],
    ['no card', { cardId: '' }, 'named by its card_id'],
    ['no text', { describe: ' ' }, 'must not be empty'],
    ['19 emoji', { describe: '🚗'.repeat(19) }, 'has 19 characters: WeChat takes 18'],
    ['an end before the start', { endAt: noon - 1 }, 'end must come after the start'],
    ['an end in the same second', { endAt: noon + 999 }, 'end must come after the start'],
    ['a quantity of nothing', { quantity: 0 }, 'the quantity must be a whole number from 1'],
    ['a broken quantity', { quantity: 1.5 }, 'the quantity must be a whole number from 1'],
  ])('refuses %s', (_, changes, why) => {
    expect(whyNotPut({ ...put, ...changes })).toContain(why);
  });
});

const refused = (errcode: number): WechatProblem => ({ kind: 'refused', errcode, errmsg: '' });

describe('outcomeOf', () => {
  it.each<[WechatProblem, string]>([
    [refused(9008001), 'refused'],
    [refused(-1), 'unknown'],
    [refused(9002003), 'unknown'],
    [{ kind: 'unreachable', message: '' }, 'refused'],
    [{ kind: 'unanswered', message: '' }, 'unknown'],
    [{ kind: 'garbled', message: '' }, 'unknown'],
  ])('takes %j for %s', (problem, outcome) => {
    expect(outcomeOf(failed(problem))).toBe(outcome);
  });
});

describe('the table of errcodes', () => {
  it('waits out the four that pass by themselves', () => {
    expect(
      Object.keys(wifiErrors)
        .map(Number)
        .filter((errcode) => isPassing(refused(errcode)))
        .sort((a, b) => a - b),
    ).toEqual([-1, 9002002, 9002003, 9002004]);
  });

  it('has words and advice for every code', () => {
    for (const { means, advice } of Object.values(wifiErrors)) expect(means && advice).toMatch(/\w{3}/);
  });

  it('has words for a code that nobody knows', () => {
    expect(explain(refused(123456)).advice).toContain("WeChat's documentation");
  });
});
