// What a store can fail with. Engines translate their own errors into these; nothing above the store knows an engine's codes.

/** The engine cannot do it now: locked by another process, disk full, I/O error, unreachable. Nothing was committed that was not acknowledged. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * The engine is there, but had no room or time for it: no connection came free, a statement took too long, others were faster each time.
 * Unlike after a broken COMMIT it is certain that nothing was written; the same may be asked again as soon as there is less to do.
 */
export class StoreBusy extends StoreUnavailable {}

/** A constraint refused a row. On the hot path this means that a group must be decided again, item by item. */
export class ConstraintViolation extends Error {
  override readonly name = 'ConstraintViolation';
  readonly kind: 'unique' | 'check' | 'other';

  constructor(kind: 'unique' | 'check' | 'other', message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
