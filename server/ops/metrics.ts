// What is counted and measured, for Prometheus. A registry of its own for each call: two servers in one process do not mix.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { within } from './limit.ts';
import { type OtherWorkers, type Readings, renderTogether } from './readings.ts';
import { type Snapshot, snapshotGauges } from './snapshot.ts';

export type Metrics = {
  readonly requests: Counter<'interface' | 'code'>;
  readonly requestSeconds: Histogram<'interface'>;
  readonly claims: Counter<'result'>;
  readonly consumes: Counter<'result'>;
  readonly reversals: Counter<'result'>;
  readonly claimGroupSize: Histogram;
  readonly replays: Counter;
  readonly signatureForm: Counter<'form'>;
  readonly deliveryAttempts: Counter<'interface' | 'outcome' | 'code'>;
  readonly commitToFirstAttemptSeconds: Histogram;
  /** Says how many phones wait; asked for each scrape. */
  watchingFrom(count: () => number): void;
  /** Says where the numbers of the store come from; asked once for each scrape. */
  collectFrom(source: () => Promise<Snapshot>): void;
  /** @param others those who serve beside this process, if any: then the numbers are everybody's */
  render(others?: OtherWorkers): Promise<{ contentType: string; body: string }>;
  /** What this process alone has counted and measured. */
  readings(): Promise<Readings>;
};

/** A scraper gives up after 10 s by default; the rest of the numbers should reach it before that. */
const SNAPSHOT_LIMIT_MS = 5_000;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Apart from the rest, because processes that share a store all read the same numbers there: they have no sum.
  const store = new Registry();
  collectDefaultMetrics({ register: registry });
  const fill = snapshotGauges([store]);
  let source: (() => Promise<Snapshot>) | undefined;
  let watching = () => 0;
  new Gauge({
    name: 'chelian_watching',
    help: 'Phones that wait for a coupon to change',
    registers,
    collect() {
      this.set(watching());
    },
  });

  return {
    ...counters(registers),
    ...histograms(registers),
    watchingFrom(count) {
      watching = count;
    },
    collectFrom(newSource) {
      source = newSource;
    },
    async render(others) {
      fill(source && (await within(SNAPSHOT_LIMIT_MS, source).catch(() => undefined)));
      const counted =
        others === undefined
          ? await registry.metrics()
          : await renderTogether(await registry.getMetricsAsJSON(), others);
      return { contentType: registry.contentType, body: `${counted}\n${await store.metrics()}` };
    },
    readings: () => registry.getMetricsAsJSON(),
  };
}

function counters(registers: Registry[]) {
  const counter = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter<Label>({ name: `chelian_${name}_total`, help, labelNames, registers });
  return {
    requests: counter('requests', 'Answered requests', ['interface', 'code']),
    claims: counter('claims', 'Decided claims', ['result']),
    consumes: counter('consumes', 'Decided consumes of tills', ['result']),
    reversals: counter('reversals', 'Decided reversals of consumes', ['result']),
    replays: counter('replays', 'Requests that were seen before, byte by byte'),
    signatureForm: counter('signature_form', 'Verified signatures by the form that matched', ['form']),
    deliveryAttempts: counter('delivery_attempts', 'Calls made to deliver events', [
      'interface',
      'outcome',
      'code',
    ]),
  };
}

function histograms(registers: Registry[]) {
  return {
    requestSeconds: new Histogram({
      name: 'chelian_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['interface'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    claimGroupSize: new Histogram({
      name: 'chelian_claim_group_size',
      help: 'Claims that shared one transaction',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
      registers,
    }),
    commitToFirstAttemptSeconds: new Histogram({
      name: 'chelian_commit_to_first_attempt_seconds',
      help: 'Time from the commit of an event to the first call that delivers it',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
  };
}
