// Refusals have a share of the time: so many at once, so many a second, so many for each who is served.
import { createRefusals, type RefusalsOptions } from '../../../../server/api/steps/refusals.ts';

function paced(options: RefusalsOptions = {}) {
  let time = 0;
  const timers: { at: number; work: () => void }[] = [];
  const refusals = createRefusals({
    perSecond: 100,
    perServed: 0.5,
    burst: 3,
    now: () => time,
    later: (work, ms) => void timers.push({ at: time + ms, work }),
    ...options,
  });
  const refused: number[] = [];
  const gone = new Set<number>();
  return {
    refused,
    gone,
    timers,
    served: refusals.served,
    close: refusals.close,
    add(...callers: number[]) {
      for (const caller of callers)
        refusals.add(() => {
          if (!gone.has(caller)) refused.push(caller);
          return !gone.has(caller);
        });
    },
    pass(ms: number) {
      for (const end = time + ms; time < end; time += 1)
        for (const due of timers.splice(0).map((timer) => ({ ...timer })))
          if (due.at <= time) due.work();
          else timers.push(due);
    },
  };
}

it('refuses some at once, and the rest in their order', () => {
  const { refused, add, pass } = paced();
  add(1, 2, 3, 4, 5);
  expect(refused).toEqual([1, 2, 3]);
  pass(15);
  expect(refused).toEqual([1, 2, 3, 4]);
  pass(20);
  expect(refused).toEqual([1, 2, 3, 4, 5]);
});

it('earns refusals by serving', () => {
  const { refused, add, served } = paced();
  add(1, 2, 3, 4, 5);
  served();
  expect(refused).toHaveLength(3);
  served();
  expect(refused).toEqual([1, 2, 3, 4]);
});

it('saves up no more than a burst', () => {
  const { refused, add, served, pass } = paced();
  pass(10_000);
  for (let times = 0; times < 100; times += 1) served();
  add(1, 2, 3, 4, 5);
  expect(refused).toEqual([1, 2, 3]);
});

it('lets no more wait than there is room for', () => {
  const { refused, add } = paced({ waitingAtMost: 2 });
  add(1, 2, 3, 4, 5, 6, 7);
  expect(refused).toEqual([1, 2, 3, 6, 7]);
});

it('looks after nobody when nobody waits', () => {
  const { timers, add, pass } = paced();
  add(1, 2, 3);
  expect(timers).toEqual([]);
  add(4);
  pass(1_000);
  expect(timers).toEqual([]);
});

it('charges nothing for whoever has hung up', () => {
  const { refused, gone, add, pass } = paced();
  add(1, 2, 3, 4, 5, 6);
  gone.add(4).add(5);
  pass(15);
  expect(refused).toEqual([1, 2, 3, 6]);
});

it('lets nobody wait once it is closed', () => {
  const { refused, add, close, pass } = paced();
  add(1, 2, 3, 4, 5);
  close();
  expect(refused).toEqual([1, 2, 3, 4, 5]);
  add(6);
  pass(1_000);
  expect(refused).toEqual([1, 2, 3, 4, 5, 6]);
});
