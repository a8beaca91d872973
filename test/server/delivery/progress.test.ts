// What an outcome makes of an event: which tries count, and which do not.
import type { Outcome } from '../../../server/delivery/outcome.ts';
import { type ProgressContext, progress } from '../../../server/delivery/progress.ts';
import type { HeadEvent } from '../../../server/store/sql/lane-heads.ts';

const outcome = (kind: Outcome['kind']): Outcome => ({
  kind,
  unreachable: false,
  httpStatus: 200,
  code: undefined,
  message: '',
});
const head: HeadEvent = {
  bucket: 0,
  eventId: '1',
  interface: 'coupon.status.rsync',
  payload: {},
  eventAt: 1,
  createdAt: 1,
  dead: false,
  attempts: 4,
  tries: 3,
  refusals: 1,
  firstTryAt: 50,
  lastOutcome: undefined,
};
const context: ProgressContext = { now: 100, probe: false, random: 0.5, jitter: 0 };

it('spends no try on a wrong configuration', () => {
  expect(progress(head, outcome('configuration'), context)).toEqual({
    step: { kind: 'again', at: 100 },
    tries: 3,
    refusals: 1,
    firstTryAt: 50,
  });
});

it('takes a second one for a refusal, unless it was a probe', () => {
  const again = { ...head, lastOutcome: 'configuration' };
  expect(progress(again, outcome('configuration'), context)).toMatchObject({ tries: 4, refusals: 2 });
  const probe = { ...context, probe: true };
  expect(progress(again, outcome('configuration'), probe)).toMatchObject({ tries: 3, refusals: 1 });
});

it('counts a try from the first one on', () => {
  expect(progress({ ...head, firstTryAt: undefined }, outcome('retry'), context)).toEqual({
    step: { kind: 'again', at: 100 + 120_000 },
    tries: 4,
    refusals: 1,
    firstTryAt: 100,
  });
});

it('gives up at the third refusal', () => {
  expect(progress({ ...head, refusals: 2 }, outcome('permanent'), context).step).toEqual({
    kind: 'dead',
    note: 'refused 3 times',
  });
});

it('is done with what is acknowledged', () => {
  expect(progress(head, outcome('ack'), context)).toEqual({
    ...{ step: { kind: 'done' }, tries: 4, refusals: 1, firstTryAt: 50 },
  });
});

it('counts no refusal where the configuration was wrong before and the peer is away now', () => {
  const again = { ...head, lastOutcome: 'configuration' };
  expect(progress(again, outcome('retry'), context)).toMatchObject({ tries: 4, refusals: 1 });
});

it('gives up after seven days', () => {
  const late = { ...context, now: 50 + 7 * 86_400_000 };
  expect(progress(head, outcome('retry'), late).step).toEqual({
    kind: 'dead',
    note: 'not delivered in 7 days, 4 tries',
  });
});
