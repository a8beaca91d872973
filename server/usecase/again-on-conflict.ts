// Work that another one overtook is done again: then it sees what the other one wrote.
import { ConstraintViolation } from '../store/errors.ts';

/** Two try the same at once at most a few times: whoever comes second finds the first one's row. */
const tries = 3;

/** @param work a transaction that looks up what it is about to insert @throws ConstraintViolation when it is in the way every time */
export async function againOnConflict<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const overtaken = error instanceof ConstraintViolation && error.kind === 'unique';
      if (!overtaken || left === 0) throw error;
    }
  }
}
