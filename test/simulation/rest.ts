// Whether delivery has come to rest.
import type { Disk } from './disk.ts';

/** Whether nothing is left to do but what an operator must decide. Asked often, answered anew after a transaction only. */
export function restOf(disk: Disk): () => boolean {
  let rests = false;
  let asked = false;
  disk.onEnd(() => {
    asked = false;
  });
  return () => {
    if (!asked) {
      const busy =
        'SELECT 1 FROM delivery_lane WHERE ready_at IS NOT NULL OR (pending > 0 AND blocked = 0) LIMIT 1';
      rests = disk.rows(busy).length === 0;
      asked = true;
    }
    return rests;
  };
}
