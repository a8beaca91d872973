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
  notADatabase: 26,
};
const unavailable = new Set<number>([
  primary.busy,
  primary.locked,
  primary.readOnly,
  primary.ioError,
  primary.corrupt,
  primary.full,
  primary.cantOpen,
  primary.notADatabase,
]);
const extended = { check: 275, primaryKey: 1555, unique: 2067 };

export function isBusy(error: unknown): boolean {
  const code = asSqliteError(error)?.errcode;
  return code !== undefined && ((code & 0xff) === primary.busy || (code & 0xff) === primary.locked);
}

/** Returns the error that the store promises for it, or the same error if SQLite did not throw it. */
export function translateSqliteError(error: unknown): unknown {
  const thrown = asSqliteError(error);
  if (thrown === undefined) return error;
  const { errcode, message } = thrown;
  if (unavailable.has(errcode & 0xff)) return new StoreUnavailable(message, { cause: error });
  if ((errcode & 0xff) === primary.constraint) {
    return new ConstraintViolation(constraintKind(errcode), message, { cause: error });
  }
  return error;
}

function constraintKind(code: number): 'unique' | 'check' | 'other' {
  if (code === extended.unique || code === extended.primaryKey) return 'unique';
  return code === extended.check ? 'check' : 'other';
}

/** Known by its fields: node:sqlite makes its errors in the main realm, so `instanceof Error` fails wherever there is another. */
function asSqliteError(error: unknown): { errcode: number; message: string } | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error && 'message' in error))
    return undefined;
  const { errcode, message } = error;
  return typeof errcode === 'number' ? { errcode, message: String(message) } : undefined;
}
