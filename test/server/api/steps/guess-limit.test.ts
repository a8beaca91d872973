// Too many wrong guesses, of one caller or till or at one handle, stop the next ones.
import { codeGuessLimits, createGuessLimit } from '../../../../server/api/steps/guess-limit.ts';
import { createClock } from '../../../kit/clock.ts';

const credential = { kind: 'credential', key: 'open-1' } as const;
const till = (name: string) => ({ kind: 'till', key: `open-1 ${name}` }) as const;
const handle = (digits: string) => ({ kind: 'handle', key: digits }) as const;

function aLimit(size?: number) {
  const clock = createClock();
  const options = { limits: codeGuessLimits, now: clock.now };
  return { clock, limit: createGuessLimit(size === undefined ? options : { ...options, size }) };
}

describe('the guess limit', () => {
  it.each([
    ['credential', credential, 300, 60_000],
    ['till', till('t'), 10, 60_000],
    ['handle', handle('1'), 5, 120_000],
  ] as const)('stops a %s after its wrong guesses', (_, key, wrong, withinMs) => {
    const { clock, limit } = aLimit();
    for (let nth = 0; nth < wrong; nth += 1) {
      expect(limit.blocked([key])).toBe(false);
      limit.wrong([key]);
    }
    expect(limit.blocked([key])).toBe(true);
    clock.advance(withinMs - 1);
    expect(limit.blocked([key])).toBe(true);
    clock.advance(1);
    expect(limit.blocked([key])).toBe(false);
  });

  it('lets one more in for each that aged', () => {
    const { clock, limit } = aLimit();
    for (let nth = 0; nth < 5; nth += 1) {
      limit.wrong([handle('1')]);
      clock.advance(20_000);
    }
    expect(limit.blocked([handle('1')])).toBe(true);
    clock.advance(20_000);
    expect(limit.blocked([handle('1')])).toBe(false);
    limit.wrong([handle('1')]);
    expect(limit.blocked([handle('1')])).toBe(true);
  });

  it('stops when any one key had too many', () => {
    const { limit } = aLimit();
    for (let nth = 0; nth < 5; nth += 1) limit.wrong([credential, till(`${nth}`), handle('1')]);
    expect(limit.blocked([credential, till('new'), handle('1')])).toBe(true);
    expect(limit.blocked([credential, till('new'), handle('2')])).toBe(false);
  });

  it('tells equal keys of different kinds apart', () => {
    const { limit } = aLimit();
    for (let nth = 0; nth < 5; nth += 1) limit.wrong([{ kind: 'handle', key: 'x' }]);
    expect(limit.blocked([{ kind: 'till', key: 'x' }])).toBe(false);
    expect(limit.blocked([{ kind: 'handle', key: 'x' }])).toBe(true);
  });

  it('has nothing to say about no keys', () => {
    const { limit } = aLimit();
    limit.wrong([]);
    expect([limit.blocked([]), limit.size]).toEqual([false, 0]);
  });

  it('does not remember who was only asked about', () => {
    const { limit } = aLimit();
    limit.blocked([credential, till('t'), handle('1')]);
    expect(limit.size).toBe(0);
  });
});

describe('a caller that invents tills', () => {
  it('has 300 of 100,000 guesses in a minute looked at', () => {
    const { clock, limit } = aLimit();
    const lookedAt: number[] = [];
    // A new till and another handle every time, for ten minutes.
    for (let nth = 0; nth < 100_000; nth += 1) {
      const keys = [credential, till(`${nth}`), handle(`${nth % 5000}`)];
      if (!limit.blocked(keys)) {
        limit.wrong(keys);
        lookedAt.push(clock.now());
      }
      clock.advance(6);
    }
    expect(lookedAt).toHaveLength(3000);
    const closest = lookedAt.slice(300).map((at, nth) => at - (lookedAt[nth] ?? at));
    expect(Math.min(...closest)).toBeGreaterThanOrEqual(60_000);
  });

  it('does not stop the others', () => {
    const { limit } = aLimit();
    for (let nth = 0; nth < 300; nth += 1) limit.wrong([credential, till(`${nth}`)]);
    expect(limit.blocked([credential])).toBe(true);
    expect(limit.blocked([{ kind: 'credential', key: 'open-2' }])).toBe(false);
  });
});

describe('the memory of guesses', () => {
  it('does not grow with what is invented', () => {
    const { limit } = aLimit(100);
    let most = 0;
    for (let nth = 0; nth < 100_000; nth += 1) {
      limit.wrong([credential, till(`${nth}`), handle(`${nth}`)]);
      most = Math.max(most, limit.size);
    }
    expect(most).toBe(401);
  });

  it('keeps the latest of more than enough', () => {
    const { clock, limit } = aLimit();
    for (let nth = 0; nth < 5; nth += 1) limit.wrong([handle('1')]);
    clock.advance(60_000);
    for (let nth = 0; nth < 5; nth += 1) limit.wrong([handle('1')]);
    clock.advance(119_999);
    expect(limit.blocked([handle('1')])).toBe(true);
    clock.advance(1);
    expect(limit.blocked([handle('1')])).toBe(false);
  });

  it('keeps a credential while tills come and go', () => {
    const { limit } = aLimit(10);
    for (let nth = 0; nth < 300; nth += 1) limit.wrong([credential, till(`${nth}`)]);
    for (let nth = 0; nth < 1000; nth += 1) limit.wrong([till(`other ${nth}`)]);
    expect(limit.blocked([credential])).toBe(true);
  });

  it('keeps what is still guessed at', () => {
    const { limit } = aLimit(10);
    for (let nth = 0; nth < 10; nth += 1) {
      limit.wrong([till('same')]);
      for (let other = 0; other < 9; other += 1) limit.wrong([till(`${nth}-${other}`)]);
    }
    expect(limit.blocked([till('same')])).toBe(true);
  });

  it('forgets the oldest keys first', () => {
    const { limit } = aLimit(2);
    for (const key of ['a', 'b', 'c']) for (let nth = 0; nth < 5; nth += 1) limit.wrong([handle(key)]);
    expect(['a', 'b', 'c'].map((key) => limit.blocked([handle(key)]))).toEqual([true, true, true]);
    for (const key of ['d', 'e']) limit.wrong([handle(key)]);
    expect(['a', 'b', 'c'].map((key) => limit.blocked([handle(key)]))).toEqual([false, false, true]);
  });
});
