import { countCell, goalCell, msCell, ratioCell, section } from './report.ts';

describe('goalCell', () => {
  it.each([
    [0.7, { atLeast: 0.7 }, '≥ 0.7: met'],
    [0.69, { atLeast: 0.7 }, '≥ 0.7: missed'],
    [20, { atMost: 20 }, '≤ 20: met'],
    [20.1, { atMost: 20 }, '≤ 20: missed'],
    [Number.NaN, { atLeast: 8 }, '≥ 8: missed'],
    [1, undefined, '–'],
  ])('judges %d by %j', (figure, goal, cell) => {
    expect(goalCell(figure, goal)).toBe(cell);
  });
});

describe('ratioCell', () => {
  it('shows the worst and the best round', () => {
    expect(ratioCell({ median: 0.714, lowest: 0.66, highest: 0.8 })).toBe('0.71 (0.66–0.80)');
  });

  it('leaves out digits that mean nothing', () => {
    expect(ratioCell({ median: 15.26, lowest: 9.876, highest: 123.4 })).toBe('15.3 (9.88–123)');
  });
});

it('writes large numbers as people read them', () => {
  expect([countCell(10_000_000), countCell(1234.5), msCell(1.26), msCell(99.6)]).toEqual([
    '10,000,000',
    '1,235',
    '1.3',
    '100',
  ]);
});

it('prints a section with tables and notes', () => {
  const findings = {
    tables: [
      { head: ['store', 'ratio'], rows: [['SQLite', '0.71']] },
      { head: ['a'], rows: [['b|c']] },
    ],
    notes: ['pgbench was not found.'],
    raw: {},
  };
  expect(section('Claims', findings)).toBe(
    [
      '### Claims',
      '| store | ratio |\n| --- | --- |\n| SQLite | 0.71 |',
      '| a |\n| --- |\n| b\\|c |',
      'pgbench was not found.\n',
    ].join('\n\n'),
  );
});
