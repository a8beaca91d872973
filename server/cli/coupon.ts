// `coupon`: issuing one by hand, and everything that is known about one. Codes and holds are in coupon-hold.ts.
import type { Command } from 'commander';
import { spErrors } from '../../shared/sp/codes.ts';
import { id, text } from '../../shared/sp/fields.ts';
import type { Context } from '../context.ts';
import { bucketOf } from '../domain/bucket.ts';
import type { ClaimOutcome } from '../domain/claims.ts';
import { Refusal } from '../usecase/errors.ts';
import { invalidateCoupon } from '../usecase/invalidate.ts';
import type { Cli } from './command.ts';
import { couponAnswer, couponWithDeliveries } from './coupon-answer.ts';
import { couponHoldCommands } from './coupon-hold.ts';
import { findTenantCoupon } from './coupon-of.ts';
import { couponId, field, phoneNumber, stockId, unquoted, userCode } from './values.ts';

interface IssueOptions {
  readonly stock: string;
  readonly user: string;
  readonly phone?: string;
  readonly requestId?: string;
  readonly extra?: string;
}

export function couponCommands(program: Command, cli: Cli): void {
  const coupon = program.command('coupon').description('Issues, shows and holds coupons.');

  coupon
    .command('issue')
    .description('Gives a user a coupon and tells 出行服务 about it.')
    .requiredOption('--stock <stock_id>', 'of which stock', stockId)
    .requiredOption('--user <user_code>', 'to whom', userCode)
    .option('--phone <mobile_phone>', "the user's phone number", unquoted('--phone', phoneNumber))
    .option('--request-id <request_id>', 'the same one again gives the same coupon', field(id(32)))
    .option('--extra <text>', 'kept with the coupon', field(text(256)))
    .action((options: IssueOptions) =>
      cli.withTenant(async (context, tenantId) => {
        const outcome = await issue(context, tenantId, options);
        if (outcome.kind === 'refused') throw refusal(outcome.reason, options);
        return couponAnswer(context, outcome.coupon);
      }),
    );

  coupon
    .command('invalidate')
    .description('Makes an available coupon worthless and tells 出行服务.')
    .argument('<coupon_id>', 'which', couponId)
    .requiredOption('--reason <text>', 'why, for its history', field(text(100)))
    .action((wanted: string, { reason }: { reason: string }) =>
      cli.withTenant(async (context, tenantId) => {
        await findTenantCoupon(context, tenantId, wanted);
        return couponAnswer(context, await invalidateCoupon(context.useCases, wanted, 'operator', reason));
      }),
    );

  coupon
    .command('show')
    .description('Shows a coupon with its history and its deliveries.')
    .argument('<coupon_id>', 'which', couponId)
    .action((wanted: string) =>
      cli.withTenant(async (context, tenantId) =>
        couponWithDeliveries(context, await findTenantCoupon(context, tenantId, wanted)),
      ),
    );

  couponHoldCommands(coupon, cli);
}

function issue(context: Context, tenantId: string, options: IssueOptions): Promise<ClaimOutcome> {
  const { useCases, phones, claims } = context;
  return claims.claim({
    bucket: bucketOf(options.user, useCases.buckets),
    tenantId,
    appChannelId: undefined,
    stockId: options.stock,
    userCode: options.user,
    requestId: options.requestId,
    source: 'issue',
    extra: options.extra,
    phone:
      options.phone === undefined
        ? undefined
        : phones.store(options.phone, { tenantId, userCode: options.user }),
  });
}

function refusal(reason: keyof typeof spErrors, { stock, user }: IssueOptions): Refusal {
  const { message, code } = spErrors[reason];
  return new Refusal('stateForbids', `no coupon of stock ${stock} for user ${user}: ${message} (${code})`);
}
