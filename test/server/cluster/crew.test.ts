import { type Crew, type CrewOptions, createCrew } from '../../../server/cluster/crew.ts';
import type { WorkerEvents } from '../../../server/cluster/fork.ts';
import type { FromPrimary } from '../../../server/cluster/messages.ts';
import { logLines } from '../../kit/log-lines.ts';

interface FakeWorker extends WorkerEvents {
  readonly slot: number;
  readonly sent: FromPrimary[];
  readonly killed: string[];
  ready(): void;
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function setUp(options: Partial<CrewOptions> = {}) {
  const forked: FakeWorker[] = [];
  const { log, text } = logLines();
  const crew = createCrew({
    size: 2,
    log,
    now: Date.now,
    heard: () => undefined,
    ended: () => undefined,
    fork(slot, events) {
      const ready = () => events.message({ type: 'ready', url: `u${slot}`, demo: undefined });
      const worker = { slot, ...events, ready, sent: [] as FromPrimary[], killed: [] as string[] };
      forked.push(worker);
      return {
        pid: 100 + forked.length,
        send: (message) => worker.sent.push(message),
        kill: (signal) => worker.killed.push(signal),
      };
    },
    ...options,
  });
  return { crew, forked, text, slots: () => forked.map(({ slot }) => slot) };
}

/** Both serve. */
async function setUpReady(options?: Partial<CrewOptions>) {
  const all = setUp(options);
  const started = all.crew.start();
  for (const index of [0, 1]) all.forked[index]?.ready();
  await started;
  const [one, two] = all.forked as [FakeWorker, FakeWorker];
  return { ...all, one, two };
}

const slotsOf = (crew: Crew) => crew.ready().map(({ slot }) => slot);

describe('the start', () => {
  it('lets the first worker prepare the database alone', () => {
    const { crew, forked, slots } = setUp({ size: 3 });
    void crew.start();
    expect(slots()).toEqual([1]);
    forked[0]?.ready();
    expect(slots()).toEqual([1, 2, 3]);
  });

  it('is over when all are ready', async () => {
    const { crew } = await setUpReady();
    expect(slotsOf(crew)).toEqual([1, 2]);
    await expect(crew.start()).resolves.toMatchObject({ url: 'u1' });
  });

  it('fails in the words of a worker after three tries', async () => {
    const { crew, forked } = setUp();
    const started = crew.start();
    for (const index of [0, 1, 2]) {
      forked[index]?.message({ type: 'failed', sentence: 'the port is taken' });
      forked[index]?.ended(1, null);
      jest.advanceTimersByTime(10_000);
    }
    await expect(started).rejects.toThrow('the port is taken');
    expect(forked).toHaveLength(3);
  });

  it('says how a worker ended that said nothing', async () => {
    const { crew, forked } = setUp();
    const started = crew.start();
    for (const index of [0, 1, 2]) {
      forked[index]?.ended(null, 'SIGKILL');
      jest.advanceTimersByTime(10_000);
    }
    await expect(started).rejects.toThrow('again and again (SIGKILL)');
  });

  it('goes on after a start that failed once', async () => {
    const { crew, forked, slots } = setUp();
    const started = crew.start();
    forked[0]?.ended(1, null);
    jest.advanceTimersByTime(100);
    forked[1]?.ready();
    forked[2]?.ready();
    await started;
    expect(slots()).toEqual([1, 1, 2]);
  });
});

describe('a worker that ends', () => {
  it('is started again in its own place', async () => {
    const { crew, two, slots, text } = await setUpReady();
    two.ended(null, 'SIGKILL');
    expect(slotsOf(crew)).toEqual([1]);
    jest.advanceTimersByTime(99);
    expect(slots()).toEqual([1, 2]);
    jest.advanceTimersByTime(1);
    expect(slots()).toEqual([1, 2, 2]);
    expect(crew.restarts()).toBe(1);
    expect(text()).toMatch(/"worker":2,"workerPid":102,"code":null,"signal":"SIGKILL"/);
  });

  it('is started later each time it ends soon', async () => {
    const { forked, two } = await setUpReady();
    two.ended(1, null);
    for (const delay of [100, 200, 400]) {
      const before = forked.length;
      jest.advanceTimersByTime(delay - 1);
      expect(forked).toHaveLength(before);
      jest.advanceTimersByTime(1);
      expect(forked).toHaveLength(before + 1);
      forked.at(-1)?.ended(1, null);
    }
  });

  it('is started soon when it served for a while', async () => {
    const { forked, two } = await setUpReady();
    two.ended(1, null);
    jest.advanceTimersByTime(100);
    forked.at(-1)?.ready();
    jest.advanceTimersByTime(10_000);
    forked.at(-1)?.ended(1, null);
    jest.advanceTimersByTime(100);
    expect(forked).toHaveLength(4);
  });

  it('never ends the program once it has served', async () => {
    const { forked, two } = await setUpReady();
    two.ended(1, null);
    for (let failures = 0; failures < 20; failures += 1) {
      jest.advanceTimersByTime(5_000);
      forked.at(-1)?.ended(1, null);
    }
    expect(forked).toHaveLength(22);
  });

  it('is told to those who wait for it', async () => {
    const ended: number[] = [];
    const { one } = await setUpReady({ ended: ({ slot }) => ended.push(slot) });
    one.ended(1, null);
    expect(ended).toEqual([1]);
  });
});

describe('the stop', () => {
  it('is clean when all end with 0', async () => {
    const { crew, one, two, slots } = await setUpReady();
    const stopped = crew.stop(1_000);
    expect([one.sent, two.sent]).toEqual([[{ type: 'stop' }], [{ type: 'stop' }]]);
    one.ended(0, null);
    two.ended(0, null);
    await expect(stopped).resolves.toBe(true);
    jest.advanceTimersByTime(60_000);
    expect(slots()).toEqual([1, 2]);
  });

  it('is unclean when one did not stop cleanly', async () => {
    const { crew, one, two } = await setUpReady();
    const stopped = crew.stop(1_000);
    one.ended(1, null);
    two.ended(0, null);
    await expect(stopped).resolves.toBe(false);
  });

  it('kills whoever takes too long', async () => {
    const { crew, one, two } = await setUpReady();
    const stopped = crew.stop(1_000);
    one.ended(0, null);
    jest.advanceTimersByTime(1_000);
    expect([one.killed, two.killed]).toEqual([[], ['SIGKILL']]);
    two.ended(null, 'SIGKILL');
    await expect(stopped).resolves.toBe(false);
  });

  it('ends a worker that is still starting', async () => {
    const { crew, forked } = setUp();
    void crew.start();
    const stopped = crew.stop(1_000);
    expect(forked[0]?.killed).toEqual(['SIGTERM']);
    forked[0]?.ended(null, 'SIGTERM');
    await expect(stopped).resolves.toBe(true);
  });

  it('starts nobody who was to be started again', async () => {
    const { crew, one, two, forked } = await setUpReady();
    two.ended(null, 'SIGKILL');
    const stopped = crew.stop(1_000);
    one.ended(0, null);
    await expect(stopped).resolves.toBe(true);
    jest.advanceTimersByTime(60_000);
    expect(forked).toHaveLength(2);
  });
});
