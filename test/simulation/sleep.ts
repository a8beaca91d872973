// How a simulated engine sleeps between its looks. Looks that would find nothing are passed over, so that weeks of waiting cost
// nothing; the engine is woken at the very times at which it would have found something.
import type { Alarm } from '../../server/delivery/alarm.ts';
import type { Disk } from './disk.ts';
import type { Life } from './life.ts';
import type { Timeline } from './timeline.ts';

export function createSleep(disk: Disk, life: Life, timeline: Timeline): Alarm {
  let rung = false;
  let awake: (() => void) | undefined;

  async function sleep(pollMs: number): Promise<void> {
    const from = timeline.now();
    const lookAt = (at: number) => life.after(at - timeline.now(), look);
    /** The first look that comes then or later, and not at once. */
    const nextLook = (at: number) =>
      from + pollMs * Math.ceil((Math.max(at, timeline.now() + 1) - from) / pollMs);
    let cancel = lookAt(from + pollMs);
    const forget = disk.onEnd(() => {
      cancel();
      cancel = lookAt(nextLook(0));
    });
    await new Promise<void>((resolve) => {
      awake = resolve;
    });
    cancel();
    forget();

    function look(): void {
      const due = nextDue(disk);
      if (due !== undefined && due <= timeline.now()) awake?.();
      else if (due !== undefined) cancel = lookAt(nextLook(due));
    }
  }

  return {
    async wait(ms) {
      if (!rung) await sleep(ms);
      awake = undefined;
      rung = false;
    },
    ring() {
      rung = true;
      awake?.();
    },
  };
}

/** When delivery has something to do next. A lane that waits for a stock which is confirmed is found by the repair, soon. */
function nextDue(disk: Disk): number | undefined {
  const [row] = disk.rows<{ due: number | null }>(
    `SELECT MIN(CASE
       WHEN lane.waits_for_stock = 1 THEN 0
       WHEN circuit.open_until_at IS NULL THEN lane.ready_at
       WHEN lane.unreachable = 1 AND lane.lease_owner IS NULL THEN circuit.open_until_at
       ELSE MAX(lane.ready_at, circuit.open_until_at) END) AS due
     FROM delivery_lane lane
     JOIN stock USING (tenant_id, stock_id)
     LEFT JOIN circuit ON circuit.tenant_id = lane.tenant_id AND circuit.app_channel_id = lane.app_channel_id
     WHERE lane.ready_at IS NOT NULL OR (lane.waits_for_stock = 1 AND stock.synced_at IS NOT NULL)`,
  );
  return row?.due ?? undefined;
}
