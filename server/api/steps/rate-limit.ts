// Keeps one caller from taking everybody's turn: so many requests each, refilled evenly. In memory, so every process counts on its own.
import { RecentMap } from './recent-map.ts';

export interface RateLimit {
  /** Takes one. @returns whether there was one to take */
  take(key: string): boolean;
}

interface Bucket {
  left: number;
  at: number;
}

/** Two generations of this many keys each are kept. */
const generationSize = 50_000;

/** @param burst so many at once @param perSecond and so many more each second */
export function createRateLimit(
  { burst, perSecond }: { burst: number; perSecond: number },
  now: () => number,
  size = generationSize,
): RateLimit {
  const buckets = new RecentMap<Bucket>(size);

  return {
    take(key) {
      const at = now();
      const bucket = buckets.get(key) ?? { left: burst, at };
      buckets.set(key, bucket);
      bucket.left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond);
      bucket.at = at;
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
  };
}
