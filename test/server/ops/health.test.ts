import { createHealth } from '../../../server/ops/health.ts';

function setUp(probe: () => Promise<void> = async () => {}) {
  const clock = { at: 0 };
  const spy = jest.fn(probe);
  const health = createHealth({ probe: spy, now: () => clock.at });
  return { clock, probe: spy, health };
}

function setUpStarted(probe?: () => Promise<void>) {
  const all = setUp(probe);
  all.health.started();
  return all;
}

describe('createHealth', () => {
  it('is alive before it is ready', async () => {
    const { health } = setUp();
    expect(health.live()).toBe(true);
    expect(await health.ready()).toEqual({ ready: false, reasons: ['starting'] });
  });

  it('is ready once started with a store', async () => {
    expect(await setUpStarted().health.ready()).toEqual({ ready: true, reasons: [] });
  });

  it('is never ready again when draining', async () => {
    const { health } = setUpStarted();
    health.draining();
    health.started();
    expect(await health.ready()).toEqual({ ready: false, reasons: ['draining'] });
    expect(health.live()).toBe(true);
  });

  it('probes thoroughly until the store is whole again', async () => {
    const { health, probe, clock } = setUpStarted();
    await health.ready();
    health.storeFailed(new Error('disk full'));
    await health.ready();
    clock.at = 2_000;
    await health.ready();
    expect(probe.mock.calls as unknown[]).toEqual([[false], [true], [false]]);
  });

  it('probes again only after one second', async () => {
    const { health, probe, clock } = setUpStarted();
    await health.ready();
    clock.at = 999;
    await health.ready();
    expect(probe).toHaveBeenCalledTimes(1);
    clock.at = 1000;
    await health.ready();
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('shares one probe between simultaneous callers', async () => {
    const { health, probe } = setUpStarted();
    await Promise.all([health.ready(), health.ready(), health.ready()]);
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it('recovers by itself when a probe succeeds', async () => {
    let broken = true;
    const { health } = setUpStarted(async () => {
      if (broken) throw new Error('disk full');
    });
    expect(await health.ready()).toEqual({ ready: false, reasons: ['store: disk full'] });
    broken = false;
    expect(await health.ready()).toEqual({ ready: true, reasons: [] });
  });

  it('gives every reason that there is', async () => {
    const { health } = setUp(() => Promise.reject(new Error('locked')));
    health.draining();
    expect((await health.ready()).reasons).toEqual(['draining', 'store: locked']);
  });

  it('probes at once after a reported failure', async () => {
    const { health, probe } = setUpStarted();
    await health.ready();
    health.storeFailed(new Error('disk full'));
    expect((await health.ready()).ready).toBe(true);
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('believes a failure over an older probe', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { health } = setUpStarted(() => promise);
    const answer = health.ready();
    health.storeFailed(new Error('disk full'));
    resolve();
    expect(await answer).toEqual({ ready: false, reasons: ['store: disk full'] });
  });

  it('gives a probe two seconds to answer', async () => {
    jest.useFakeTimers();
    try {
      const { health } = setUpStarted(() => new Promise(() => {}));
      const answer = health.ready();
      const settled = jest.fn();
      void answer.then(settled);
      await jest.advanceTimersByTimeAsync(1_999);
      expect(settled).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1);
      expect(await answer).toEqual({ ready: false, reasons: ['store: no answer within 2000 ms'] });
    } finally {
      jest.useRealTimers();
    }
  });
});
