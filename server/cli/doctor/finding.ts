// What a check found.

export interface Finding {
  /** What was looked at, in a word or two. */
  readonly about: string;
  /** fail: something does not work, or is not safe. warn: it will soon, or somebody should know. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
  /** What to do. */
  readonly advice?: string;
}

export const ok = (about: string, says: string): Finding => ({ about, state: 'ok', says });
export const warn = (about: string, says: string, advice: string): Finding => ({
  about,
  state: 'warn',
  says,
  advice,
});
export const fail = (about: string, says: string, advice: string): Finding => ({
  about,
  state: 'fail',
  says,
  advice,
});

/** All is well unless something was found. */
export const orOk = (about: string, says: string, found: readonly Finding[]): readonly Finding[] =>
  found.length === 0 ? [ok(about, says)] : found;
