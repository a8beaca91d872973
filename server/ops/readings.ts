// The numbers of several processes as those of one.
import { AggregatorRegistry, Counter, Gauge, type Registry } from 'prom-client';

/** What one process has counted and measured. */
export type Readings = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** What a process that is scraped is told about those beside it. */
export interface OtherWorkers {
  readonly readings: readonly Readings[];
  /** How many processes there should be, and how many of them have just told their numbers; the one that asks is among both. */
  readonly workers: number;
  readonly answered: number;
  /** How often a process was started again. */
  readonly restarts: number;
}

/** Sums, but for what has none: of the event loop's lag the mean, the least and the greatest, as prom-client has it. */
export function addUp(readings: readonly Readings[]): Promise<Readings> {
  return AggregatorRegistry.aggregate([...readings]).getMetricsAsJSON();
}

/** What remains of a process that is gone: else every sum would fall, and a fall looks like a new beginning to Prometheus. */
export function countsOf(readings: Readings): Readings {
  // The types of prom-client have a number there; what stands there is the word.
  return readings.filter(({ type }) => ['counter', 'histogram'].includes(String(type)));
}

/** The text that Prometheus reads. */
export function renderTogether(own: Readings, others: OtherWorkers): Promise<string> {
  const together = AggregatorRegistry.aggregate([own, ...others.readings]);
  const about = (name: string, help: string) => ({ name: `chelian_${name}`, help, registers: [together] });
  new Gauge(about('workers', 'Processes that are to serve together')).set(others.workers);
  new Gauge(about('workers_answered', 'Those of them that told their numbers in time')).set(others.answered);
  new Counter(about('worker_restarts_total', 'Processes that ended and were started again')).inc(
    others.restarts,
  );
  return together.metrics();
}
