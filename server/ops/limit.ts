// A limit on how long somebody waits. The work itself goes on: it cannot be called back.

/** @throws what `work` throws, or an Error that says the limit was passed. */
export async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([work(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
