// Numbers that live in the store and are read when somebody scrapes, not counted along the way.
import { Gauge, type Registry } from 'prom-client';

export type Snapshot = {
  readonly channels: readonly {
    readonly channel: string;
    readonly outboxDepth: number;
    readonly outboxOldestSeconds: number;
    readonly deadLetters: number;
    readonly circuitOpen: boolean;
  }[];
  /** Running stocks only, 200 at most: each is a time series of its own. */
  readonly stockLeft: readonly { readonly stockId: string; readonly left: number }[];
};

/** Makes the gauges and returns what fills them; undefined empties them, since old numbers mislead. */
export function snapshotGauges(registers: Registry[]): (snapshot: Snapshot | undefined) => void {
  const perChannel = (name: string, help: string) =>
    new Gauge({ name: `chelian_${name}`, help, labelNames: ['channel'], registers });
  const depth = perChannel('outbox_depth', 'Events waiting to be delivered');
  const oldest = perChannel('outbox_oldest_seconds', 'Age of the oldest event waiting to be delivered');
  const dead = perChannel('dead_letters', 'Events that were given up and wait for an operator');
  const circuit = perChannel('circuit_open', '1 while deliveries to the channel are held back');
  const stock = new Gauge({
    name: 'chelian_stock_left',
    help: 'Coupons of a running stock that can still be claimed',
    labelNames: ['stock_id'],
    registers,
  });
  const up = new Gauge({
    name: 'chelian_snapshot_up',
    help: '1 if the store could be read for this scrape',
    registers,
  });

  return (snapshot) => {
    for (const gauge of [depth, oldest, dead, circuit, stock]) gauge.reset();
    up.set(snapshot ? 1 : 0);
    for (const { channel, ...values } of snapshot?.channels ?? []) {
      depth.set({ channel }, values.outboxDepth);
      oldest.set({ channel }, values.outboxOldestSeconds);
      dead.set({ channel }, values.deadLetters);
      circuit.set({ channel }, values.circuitOpen ? 1 : 0);
    }
    for (const { stockId, left } of snapshot?.stockLeft ?? []) stock.set({ stock_id: stockId }, left);
  };
}
