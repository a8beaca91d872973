// A coupon's state in words, with since when and where: what stands on its card.
import type { CouponView } from '../../shared/plugin/messages/views.ts';
import { words } from '../i18n/words';
import { timeText } from './dates';

export interface StatusText {
  /** Empty: it is ready, and needs no words. */
  readonly text: string;
  readonly icon: string;
  readonly tone: 'good' | 'bad' | 'plain';
  /** It cannot be used any more. */
  readonly muted: boolean;
}

export function couponStatus(coupon: CouponView): StatusText {
  const { states, phrases } = words();
  const { state, endAt, endedAt = endAt } = coupon;
  switch (state) {
    case 'available':
      return { text: '', icon: 'check', tone: 'good', muted: false };
    case 'not-begun':
      return {
        text: phrases.join([states[state], phrases.startsAt(timeText(coupon.beginAt))]),
        icon: 'clock',
        tone: 'plain',
        muted: false,
      };
    case 'frozen':
      return { text: states[state], icon: 'clock', tone: 'plain', muted: false };
    case 'used':
      return { text: usedText(coupon), icon: 'check', tone: 'good', muted: true };
    case 'expired':
      return ended(phrases.expiredAt(timeText(endedAt)));
    case 'invalid':
      return ended(coupon.endedAt === undefined ? states[state] : phrases.invalidAt(timeText(endedAt)));
  }
}

function usedText({ usedAt, usedIn }: CouponView): string {
  const { states, phrases } = words();
  const when = usedAt === undefined ? states.used : phrases.usedAt(timeText(usedAt));
  return usedIn === undefined ? when : phrases.join([when, usedIn]);
}

function ended(text: string): StatusText {
  return { text, icon: 'ban', tone: 'plain', muted: true };
}
