// What a wallet holds after a movement, and what was moved: yuan as text.
import { answeredText } from '../answer-fields.ts';

export const movedFunds = {
  gift_amount: answeredText,
  recharge_amount: answeredText,
  total_amount: answeredText,
  change_gift_amount: answeredText,
  change_recharge_amount: answeredText,
};
