// Finished deliveries go after a while; nothing that is pending or dead ever does.
import { deleteFinishedDeliveries } from '../store/sql/delete-finished-deliveries.ts';
import type { UseCaseDeps } from './deps.ts';

const batch = 500;

/** @param isStopping a large backlog is left for the next time then. @returns how many deliveries were deleted */
export async function deleteOldDeliveries(
  deps: UseCaseDeps,
  olderThanMs: number,
  isStopping: () => boolean = () => false,
): Promise<number> {
  let deleted = 0;
  for (let bucket = 0; bucket < deps.buckets; bucket += 1) {
    const retention = { bucket, before: deps.now() - olderThanMs, limit: batch };
    let last: number;
    do {
      last = await deps.database.transaction((tx) => deleteFinishedDeliveries(tx, retention));
      deleted += last;
      // A batch at a time, so that claims get their turn in between.
      await new Promise(setImmediate);
    } while (last >= batch && !isStopping());
  }
  return deleted;
}
