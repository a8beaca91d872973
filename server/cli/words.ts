// Enumerations and times in words that people read.
import { UseStatus } from '../../shared/merchant/vocabulary.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { CouponStatus, CouponType, StockStatus } from '../../shared/sp/vocabulary.ts';

export const stockStatusWords: Record<StockStatus, string> = {
  [StockStatus.inactive]: 'not activated',
  [StockStatus.inReview]: 'in review',
  [StockStatus.running]: 'running',
  [StockStatus.stopped]: 'stopped',
  [StockStatus.paused]: 'paused',
};

export const couponStatusWords: Record<CouponStatus, string> = {
  [CouponStatus.available]: 'available',
  [CouponStatus.used]: 'used',
  [CouponStatus.expired]: 'expired',
  [CouponStatus.invalid]: 'invalid',
};

/** As merchants see a coupon. */
export const useStatusWords: Record<UseStatus, string> = {
  [UseStatus.unused]: 'unused',
  [UseStatus.redeemed]: 'redeemed',
  [UseStatus.frozen]: 'frozen',
  [UseStatus.ended]: 'ended',
  [UseStatus.deleted]: 'deleted',
};

export const couponTypeWords: Record<CouponType, string> = {
  [CouponType.fixedAmount]: '满减券',
  [CouponType.cutToPrice]: '减至券',
  [CouponType.discount]: '折扣券',
};

/** 2020-07-20 13:29:35 +08:00 */
export function timeWords(at: number): string {
  const text = formatTime(at);
  return `${text.slice(0, 10)} ${text.slice(11, 19)} +08:00`;
}

export const optionalTime = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : formatTime(at);

/** 12.50 yuan */
export function yuan(fen: number): string {
  return `${(fen / 100).toFixed(2)} yuan`;
}

/** 95 s, 12 min, 30 h, 4 d: the largest unit of which there are at least two. */
export function durationWords(ms: number): string {
  const units = [
    { word: 'd', ms: 86_400_000 },
    { word: 'h', ms: 3_600_000 },
    { word: 'min', ms: 60_000 },
  ];
  const unit = units.find((candidate) => ms >= 2 * candidate.ms) ?? { word: 's', ms: 1_000 };
  return `${Math.floor(ms / unit.ms)} ${unit.word}`;
}

/** 950 KB, 12.3 MB, 4.5 GB */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} KB`;
  const [unit, size] = bytes < 1_000_000_000 ? ['MB', bytes / 1_000_000] : ['GB', bytes / 1_000_000_000];
  return `${size.toFixed(1)} ${unit}`;
}
