// `redeem` and `reverse`: a coupon is used, and what any consume took is given back.
import type { Command } from 'commander';
import { id } from '../../shared/sp/fields.ts';
import type { Context } from '../context.ts';
import { handleOf } from '../domain/redeem-code.ts';
import { Refusal } from '../usecase/errors.ts';
import { redeemCoupons, reverseConsume } from '../usecase/redeem.ts';
import type { Cli } from './command.ts';
import { findTenantCoupon } from './coupon-of.ts';
import { redeemedAnswer, reversedAnswer } from './redeem-view.ts';
import { whyNoBizId } from './redeemed-by.ts';
import { bizId, couponId, field, repeated, storeCode } from './values.ts';

const actor = 'operator';

export function redeemCommands(program: Command, cli: Cli): void {
  program
    .command('redeem')
    .description('Marks a coupon as used and tells 出行服务.')
    // Phones show a code in groups: typed with their blanks it comes as several words.
    .argument('<code|coupon_id...>', 'which: the code that a phone shows, or its id', repeated(couponId))
    .option('--store <store_code>', 'where; needed if only some stores redeem it', storeCode)
    .action((words: readonly string[], { store }: { store?: string }) =>
      cli.withTenant(async (context, tenantId) => {
        const coupons = await namedBy(context, tenantId, words.join(' '));
        const done = await redeemCoupons(context.useCases, { tenantId, coupons, storeCode: store, actor });
        return redeemedAnswer(context, done);
      }),
    );

  program
    .command('reverse')
    .description('Gives back everything that a consume took, once: coupons, balance and points.')
    .argument('<biz_id>', 'of the consume, as "redeem" or a till has it', bizId)
    // Not `account`: operators' own redemptions are in an account that no merchant has.
    .option('--account <account>', 'whose bizId it is, where several accounts used it', field(id(32)))
    .action((wanted: string, { account }: { account?: string }) =>
      cli.withTenant(async (context, tenantId) => {
        const request = { tenantId, account, bizId: wanted, actor };
        const done = await reverseConsume(context.useCases, request).catch(async (error: unknown) => {
          if (!(error instanceof Refusal && error.key === 'notFound')) throw error;
          throw (await whyNoBizId(context, tenantId, wanted)) ?? error;
        });
        return reversedAnswer(context, wanted, done);
      }),
    );
}

async function namedBy(context: Context, tenantId: string, given: string) {
  if (handleOf(given) !== undefined) return { by: 'code', values: [given] } as const;
  // Looked up here, since it is said differently for one that is not there.
  const { couponId: found } = await findTenantCoupon(context, tenantId, given);
  return { by: 'id', values: [found] } as const;
}
