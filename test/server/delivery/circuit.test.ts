import { type Health, observe, type Seen } from '../../../server/delivery/circuit.ts';
import { classify } from '../../../server/delivery/outcome.ts';
import { ack, answered, http, refusedConnection } from './bench.ts';

const channel = { tenantId: 't', appChannelId: 0 };
const closed: Health = { circuit: undefined, streak: 0 };
const down = classify(refusedConnection);
const badSign = classify(answered(400005, 'bad sign'));
const fine = classify(ack);
const unsent = classify({ kind: 'unsent', error: 'not sent: the phone number cannot be opened' });

function run(health: Health, outcomes: (typeof down)[], more: Partial<Seen> = {}): Health {
  const seen = { channel, probe: false, now: 1_000, random: 0.5, jitter: 0.5, ...more };
  return outcomes.reduce((now, outcome) => observe(now, outcome, seen), health);
}

it('stays closed for four unreachable outcomes', () => {
  expect(run(closed, Array(4).fill(down))).toEqual({ circuit: undefined, streak: 4 });
});

it('opens for five seconds after five', () => {
  expect(run(closed, Array(5).fill(down)).circuit).toMatchObject({
    cause: 'unreachable',
    opens: 1,
    openedAt: 1_000,
    openUntilAt: 6_000,
    reason: down.message,
  });
});

it('counts only outcomes in a row', () => {
  expect(run(closed, [down, down, down, down, fine, down]).circuit).toBeUndefined();
});

it('does not count what the peer answered', () => {
  expect(run(closed, Array(9).fill(classify(http(404)))).circuit).toBeUndefined();
});

it('learns nothing from what was not sent', () => {
  const open = run(closed, Array(5).fill(down));
  expect(run(open, [unsent], { probe: true })).toEqual(open);
  expect(run(closed, [down, down, down, down, unsent, down]).circuit).toBeDefined();
});

it('opens at once for a wrong configuration', () => {
  expect(run(closed, [badSign]).circuit).toMatchObject({
    cause: 'configuration',
    opens: 1,
    reason: 'code 400005: bad sign',
  });
});

it.each([
  ['unreachable', down, [10, 20, 40, 60, 60, 60, 60]],
  ['configuration', badSign, [10, 20, 40, 80, 160, 300, 300]],
] as const)('doubles with each failed probe: %s', (_, outcome, seconds) => {
  let health = run(closed, Array(5).fill(outcome));
  const open = seconds.map(() => {
    health = run(health, [outcome], { probe: true });
    return ((health.circuit?.openUntilAt ?? 0) - 1_000) / 1000;
  });
  expect(open).toEqual(seconds);
});

it('spreads the opening by the jitter', () => {
  const until = (random: number) => run(closed, [badSign], { random }).circuit?.openUntilAt;
  expect([until(0), until(1)]).toEqual([3_500, 8_500]);
});

it('is not prolonged by calls that were under way', () => {
  const open = run(closed, Array(5).fill(down));
  expect(run(open, [down], { now: 3_000 }).circuit).toBe(open.circuit);
  const misconfigured = run(closed, [badSign]);
  expect(run(misconfigured, [badSign, down], { now: 3_000 }).circuit).toBe(misconfigured.circuit);
});

it('starts anew when the cause changes', () => {
  const open = run(run(closed, Array(5).fill(down)), [down], { probe: true });
  const changed = run(open, [badSign], { probe: true, now: 9_000 });
  expect(changed.circuit).toMatchObject({ cause: 'configuration', opens: 1, openedAt: 9_000 });
});

it.each([
  ['an acknowledgement', ack],
  ['a refusal', answered(400000)],
  ['a busy answer', answered(400101)],
  ['a web page', http(200, '<html>')],
])('is closed by %s', (_, result) => {
  const open = run(closed, Array(5).fill(down));
  expect(run(open, [classify(result)])).toEqual(closed);
});
