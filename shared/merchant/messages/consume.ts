// communal.user.consume: coupons, balance and points taken in one go, all or nothing.
import { z } from 'zod';
import { anObject, intMax, type Range } from '../../sp/fields.ts';
import {
  answeredFlag,
  answeredInteger,
  answeredList,
  answeredText,
  optionalAnsweredNumber,
} from '../answer-fields.ts';
import { flag, idList, optionalId, optionalInteger, optionalText, requiredId, yuan } from '../fields.ts';
import { movedFunds } from './moved-funds.ts';
import { checkCustomer, typeRange } from './redeem-rules.ts';

const pointsRange: Range = { min: 0, max: intMax };

export const consumeParams = z
  .object({
    bizId: requiredId,
    channel: optionalText(),
    customerId: optionalId,
    groupId: optionalText(),
    couponsCardList: idList,
    type: optionalInteger(typeRange),
    /** Yuan. */
    amount: yuan,
    appType: optionalText(),
    deviceSn: optionalText(),
    ip: optionalText(),
    opType: optionalText(),
    operatorId: optionalText(),
    operatorName: optionalText(),
    payPassword: optionalText(64),
    productName: optionalText(),
    reason: optionalText(),
    remark: optionalText(),
    usePassword: flag,
    points: optionalInteger(pointsRange).transform((points) => points ?? 0),
    multiMark: optionalText(),
  })
  .check(checkSomethingToTake, checkCustomer)
  .transform(({ amount, ...params }) => ({ ...params, amountFen: amount }));

interface Taking {
  readonly couponsCardList: readonly string[];
  readonly amount: number;
}

/** Points may accompany the others; alone they are no consume. */
function checkSomethingToTake({ value, issues }: z.core.ParsePayload<Taking>): void {
  if (value.couponsCardList.length > 0 || value.amount > 0) return;
  const message = 'or a positive amount is required';
  issues.push({ code: 'custom', input: value, path: ['couponsCardList'], message });
}

/** What is left, and what was taken: yuan as text, but as numbers in the two that say who books it. */
export const consumeData = z.object(
  {
    status: answeredFlag.default(true),
    code: answeredInteger.default(0),
    message: answeredText,
    bizId: answeredText,
    couponsCardList: answeredList,
    ...movedFunds,
    storeBalance: optionalAnsweredNumber,
    shopBalance: optionalAnsweredNumber,
  },
  anObject,
);
