// Waits until nothing is left to expire, to deliver or to settle, on a network that is good again.
import type { Context } from '../../server/context.ts';
import type { Session } from '../../server/store/database.ts';
import { pause, waitForFewer } from '../kit/pause.ts';
import { patiently } from './patiently.ts';

/** A dead letter, and what stands behind it, is at rest too: it is for the oracle to complain of. */
export async function comeToRest(context: Context): Promise<void> {
  await waitForFewer('not expired, delivered or settled', async () => {
    await skipWaits(context);
    await pause(100);
    // In one statement, so that nothing moves between the questions. A lane that has to settle has no event yet, but a time.
    const [row] = await context.database.read.all<{ open: number }>(
      `SELECT (SELECT COUNT(*) FROM coupon WHERE status = 1 AND stock_id LIKE 'brief-%')
         + (SELECT COUNT(*) FROM delivery_lane
            WHERE ready_at IS NOT NULL OR (pending > 0 AND blocked = 0 AND stock_id NOT IN (
              SELECT stock_id FROM delivery_lane WHERE blocked = 1))) AS open`,
    );
    return row?.open ?? Number.POSITIVE_INFINITY;
  });
}

/** A call that failed often is tried again after minutes or hours: they pass now. Leases and settling take the time that they take. */
export async function skipWaits({ database, useCases }: Context): Promise<void> {
  const now = useCases.now();
  const skip = async (tx: Session) => {
    await tx.run('UPDATE circuit SET open_until_at = ? WHERE open_until_at > ?', [now, now]);
    await tx.run(
      `UPDATE delivery_lane SET ready_at = ?
       WHERE ready_at > ? AND pending > 0 AND blocked = 0 AND lease_owner IS NULL`,
      [now, now],
    );
  };
  await patiently(() => database.transaction(skip));
}
