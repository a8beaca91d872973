// Whether our clock is behind what was written before.
import type { Context } from '../../context.ts';
import { newestTime } from '../../store/sql/doctor-counts.ts';
import { durationWords, timeWords } from '../words.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Processes on several machines are allowed to differ by this much. */
const toleranceMs = 5_000;

export async function checkClock({ database, useCases, settings }: Context): Promise<readonly Finding[]> {
  const newest = await newestTime(database.read);
  const now = useCases.now();
  const aheadMs = (newest ?? now) - now;
  if (aheadMs <= toleranceMs) return [ok('clock', timeWords(now))];
  const says = `the store knows a time ${durationWords(aheadMs)} in the future, ${timeWords(now + aheadMs)}`;
  const advice = 'let NTP set the clock: calls are refused whose times differ too much';
  return [
    aheadMs > settings.timestampWindowSeconds * 1_000
      ? fail('clock', says, advice)
      : warn('clock', says, advice),
  ];
}
