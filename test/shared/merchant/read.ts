// Reading Params in a test: what an action's schema makes of them, or the words that refuse them.
import { type MerchantAction, merchantActions } from '../../../shared/merchant/actions.ts';
import { firstProblem } from '../../../shared/sp/problem.ts';

export function readParams(action: MerchantAction, params: unknown): unknown {
  const parsed = merchantActions[action].params.safeParse(params);
  return parsed.success ? parsed.data : firstProblem(parsed.error);
}

export function readData(action: MerchantAction, data: unknown): unknown {
  const parsed = merchantActions[action].data.safeParse(data);
  return parsed.success ? parsed.data : firstProblem(parsed.error);
}
