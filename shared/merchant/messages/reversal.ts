// Undoing (冲正), the same for a consume and for coupons alone: named by the bizId that the redeeming returned.
import { z } from 'zod';
import { anObject } from '../../sp/fields.ts';
import { answeredList, answeredText } from '../answer-fields.ts';
import { optionalText, requiredId } from '../fields.ts';
import { movedFunds } from './moved-funds.ts';

export const reversalParams = z.object({
  bizId: requiredId,
  channel: optionalText(),
  operatorId: optionalText(),
  operatorName: optionalText(),
  reason: optionalText(),
});

/** What was given back, and what the wallet holds now; yuan. */
export const reversalData = z.object(
  {
    bizId: answeredText,
    couponsCardList: answeredList,
    ...movedFunds,
  },
  anObject,
);
