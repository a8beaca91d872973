// Writes of the test itself, beside a server that writes all the time.
import { StoreUnavailable } from '../../server/store/errors.ts';
import { waitUntil } from '../kit/pause.ts';

/** Again where the store was too busy. @param work may be begun anew */
export function patiently(work: () => Promise<unknown>): Promise<void> {
  return waitUntil('the store lets the test write', async () => {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  });
}
