// What an operator asks of the store and what cannot be done as it was asked.

/** The message says why, and what to do instead. Nothing was changed. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}
