// One call of one action, as its handler gets it.
import type { DataOf, MerchantAction, ParamsOf } from '../../../shared/merchant/actions.ts';
import type { AccountPolicies } from '../../domain/merchant.ts';
import type { MerchantDeps } from './deps.ts';

export interface MerchantCall<Action extends MerchantAction> {
  readonly tenantId: string;
  readonly account: string;
  readonly policies: AccountPolicies;
  readonly openId: string;
  readonly params: ParamsOf<Action>;
}

/** What an action does with a call that is in order; what it returns is the answer's `data`. */
export type Handle<Action extends MerchantAction> = (
  deps: MerchantDeps,
  call: MerchantCall<Action>,
) => Promise<DataOf<Action>>;
