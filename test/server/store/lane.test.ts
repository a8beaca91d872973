// How a lane changes with what happens to it.
import {
  blockLane,
  finishHead,
  type Lane,
  leaseLane,
  restLane,
  retryHead,
} from '../../../server/store/lane.ts';

const lane: Lane = {
  bucket: 0,
  tenantId: 't',
  laneId: 'coupon:c1',
  appChannelId: 1,
  stockId: 's1',
  couponId: 'c1',
  pending: 2,
  waitsForStock: false,
  blocked: false,
  ambiguous: false,
  unreachable: true,
  readyAt: 100,
  leaseOwner: 'me',
  fence: 7,
};
const ambiguous = { ...lane, ambiguous: true };
const free = { ...lane, leaseOwner: undefined };
const at = { now: 50, settleAt: 500, keepUntilAt: 80 };

it('is leased once more with each holder, and ambiguous where the last one never came back', () => {
  const leased = { readyAt: 200, leaseOwner: 'you', fence: 8 };
  expect(leaseLane(free, 'you', 200)).toEqual({ ...free, ...leased });
  expect(leaseLane(lane, 'you', 200)).toEqual({ ...lane, ...leased, ambiguous: true });
  expect(leaseLane({ ...free, ambiguous: true }, 'you', 200).ambiguous).toBe(true);
});

it('stays with its holder while there is more, or is ready at once', () => {
  const left = { ...lane, pending: 1, unreachable: false };
  expect(finishHead(lane, at)).toEqual({ ...left, readyAt: 80 });
  expect(finishHead({ ...lane, blocked: true }, { ...at, keepUntilAt: undefined })).toEqual({
    ...left,
    readyAt: 50,
    leaseOwner: undefined,
  });
});

it('is settled in time where it is ambiguous, and rests where it is not', () => {
  const done = { pending: 0, unreachable: false, leaseOwner: undefined };
  expect(finishHead({ ...ambiguous, pending: 1 }, at)).toEqual({ ...ambiguous, ...done, readyAt: 500 });
  expect(finishHead({ ...lane, pending: 1 }, at)).toEqual({ ...lane, ...done, readyAt: undefined });
});

it.each([true, false])('remembers that it is ambiguous (this time: %s)', (now) => {
  expect(retryHead(lane, { readyAt: 9, ambiguous: now, unreachable: false })).toEqual({
    ...free,
    readyAt: 9,
    ambiguous: now,
    unreachable: false,
  });
  expect(retryHead(ambiguous, { readyAt: 9, ambiguous: now, unreachable: true }).ambiguous).toBe(true);
  const blocked = { blocked: true, unreachable: false, readyAt: undefined, leaseOwner: undefined };
  expect(blockLane(lane, now)).toEqual({ ...lane, ...blocked, ambiguous: now });
  expect(blockLane(ambiguous, now)).toEqual({ ...ambiguous, ...blocked });
});

it('rests with nothing left of what happened', () => {
  expect(restLane({ ...ambiguous, blocked: true })).toEqual({
    ...free,
    pending: 0,
    unreachable: false,
    readyAt: undefined,
  });
});
