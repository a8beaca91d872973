// What of a caller's value goes into a line of the log.
import { cutCodePoints } from '../../../shared/sp/code-points.ts';

/** Anybody can send anything, so only what can be one of our values is worth a line, and no more of it than that. */
export function brief(value: unknown): string | number | undefined {
  if (typeof value === 'string') return cutCodePoints(value, 64);
  return typeof value === 'number' ? value : undefined;
}
