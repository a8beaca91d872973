// SQLite's result codes in the store's words. node:sqlite throws errors that carry the extended code as `errcode`.
import { ConstraintViolation, StoreUnavailable } from '../errors.ts';

const primary = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  constraint: 19,
};
const unavailable = new Set<number>([
  primary.busy,
  primary.locked,
  primary.readOnly,
  primary.ioError,
  primary.corrupt,
  primary.full,
  primary.cantOpen,
]);
const extended = { check: 275, primaryKey: 1555, unique: 2067 };

export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && ((code & 0xff) === primary.busy || (code & 0xff) === primary.locked);
}

/** Returns the error that the store promises for it, or the same error if SQLite did not throw it. */
export function translateSqliteError(error: unknown): unknown {
  const code = resultCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  if (unavailable.has(code & 0xff)) return new StoreUnavailable(error.message, { cause: error });
  if ((code & 0xff) === primary.constraint) {
    return new ConstraintViolation(constraintKind(code), error.message, { cause: error });
  }
  return error;
}

function constraintKind(code: number): 'unique' | 'check' | 'other' {
  if (code === extended.unique || code === extended.primaryKey) return 'unique';
  return code === extended.check ? 'check' : 'other';
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
