// sp §8: a stock's states. 1 not activated → 2 in review → 3 running ⇄ 5 paused → 4 stopped.
import { nextStockStatus, type StockEvent, stockTransitions } from '../../../server/domain/stock.ts';
import { StockStatus } from '../../../shared/sp/vocabulary.ts';

const events: readonly StockEvent[] = ['activate', 'submit', 'approve', 'reject', 'pause', 'resume', 'stop'];

/** The protocol's diagram, written down by hand; a rejected stock goes back to its beginning. */
const diagram: Record<StockStatus, Partial<Record<StockEvent, StockStatus>>> = {
  1: { activate: 3, submit: 2 },
  2: { approve: 3, reject: 1 },
  3: { pause: 5, stop: 4 },
  4: {},
  5: { resume: 3, stop: 4 },
};

const pairs = Object.entries(StockStatus).flatMap(([name, from]) =>
  events.map((event) => [name, event, from] as const),
);

describe('the stock state machine', () => {
  it.each(pairs)('takes %s by %s where the diagram says so', (_, event, from) => {
    expect(nextStockStatus(from, event)).toBe(diagram[from][event]);
  });

  it('lists each state and event once', () => {
    const keys = stockTransitions.map(({ from, event }) => `${from} ${event}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
