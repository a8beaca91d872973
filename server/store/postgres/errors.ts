// PostgreSQL's error codes, and the driver's errors that have none, in the store's words.
import { isNativeError } from 'node:util/types';
import { ConstraintViolation, StoreBusy, StoreUnavailable } from '../errors.ts';

/** The transaction lost against another one, which has not failed: run again, it may well succeed. */
export class Conflict extends StoreBusy {}

/** What the pool says when a connection could not be set up in time: the server is away, or everybody is out of breath. */
const notSetUp = 'Connection terminated due to connection timeout';
/** What it says when none came free in time, of those there are and the one that is being set up. */
const noneFree = 'timeout exceeded when trying to connect';
const statementTimeout = '57014';

export const tookTooLong = (error: unknown): boolean =>
  isNativeError(error) && [notSetUp, noneFree].includes(error.message);

const conflicts = new Set(['40001', '40P01', '55P03']);
/** Classes of codes that say: not now, or not here. */
const unavailableClasses = new Set(['08', '28', '3D', '53', '57', '58', 'XX']);
/** A standby, or a server that was one until now; an idle transaction that was ended; a commit of which nobody knows. */
const unavailable = new Set(['25006', '25P03', '25P02', '40003']);

/** Returns the error that the store promises for what a query was rejected with. */
export function translatePostgresError(error: unknown): unknown {
  if (!isNativeError(error) || error instanceof StoreUnavailable) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cause = { cause: error };
  // The driver's own: time-outs, and connections that ended. Errors of the network have codes of their own, such as ECONNRESET.
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) {
    const Kind = error.message === noneFree ? StoreBusy : StoreUnavailable;
    return new Kind(sayWhat(error, code), cause);
  }
  if (conflicts.has(code)) return new Conflict(error.message, cause);
  if (code === statementTimeout) return new StoreBusy(error.message, cause);
  if (code === '23505') return new ConstraintViolation('unique', error.message, cause);
  if (code === '23514') return new ConstraintViolation('check', error.message, cause);
  if (code.startsWith('23')) return new ConstraintViolation('other', error.message, cause);
  if (unavailableClasses.has(code.slice(0, 2)) || unavailable.has(code))
    return new StoreUnavailable(error.message, cause);
  return error;
}

/** An error of several attempts to connect has no message of its own. */
function sayWhat(error: Error, code: string | undefined): string {
  return `PostgreSQL: ${error.message || (code ?? 'unreachable')}`;
}
