// `coupon code`, `coupon freeze` and `coupon unfreeze`: what a phone and a till do with a coupon before it is redeemed.
import { type Command, InvalidArgumentError } from 'commander';
import { formatTime } from '../../shared/sp/times.ts';
import { operatorAccount } from '../domain/merchant.ts';
import { Refusal } from '../usecase/errors.ts';
import { type FreezeOutcome, freezeCoupon, unfreezeCoupon } from '../usecase/freeze.ts';
import { scanCodeOf } from '../usecase/scan-code.ts';
import { why } from '../usecase/why-refused.ts';
import type { Cli } from './command.ts';
import { couponAnswer } from './coupon-answer.ts';
import { findTenantCoupon } from './coupon-of.ts';
import { fields } from './output.ts';
import { couponId, duration } from './values.ts';
import { timeWords } from './words.ts';

const actor = 'operator';

export function couponHoldCommands(coupon: Command, cli: Cli): void {
  coupon
    .command('code')
    .description('Shows the code that a phone would show now, for a till to scan.')
    .argument('<coupon_id>', 'of which', couponId)
    .action((wanted: string) =>
      cli.withTenant(async (context, tenantId) => {
        const found = await findTenantCoupon(context, tenantId, wanted);
        const { code, validUntilAt } = await scanCodeOf(context.useCases, found);
        const inGroups = code.replace(/\d{4}(?=\d)/g, '$& ');
        return {
          json: { coupon_id: wanted, code, valid_until: formatTime(validUntilAt) },
          text: fields({ code: inGroups, 'valid until': timeWords(validUntilAt) }),
        };
      }),
    );

  coupon
    .command('freeze')
    .description('Holds an available coupon for a while: nobody can redeem it.')
    .argument('<coupon_id>', 'which', couponId)
    .option('--for <time>', 'how long, such as 90s, 30m, 24h or 7d', holdTime, duration('10m'))
    .action((wanted: string, { for: forMs }: { for: number }) =>
      cli.withTenant(async (context, tenantId) => {
        const { useCases } = context;
        await findTenantCoupon(context, tenantId, wanted);
        const bizId = useCases.nextId();
        const key = { tenantId, account: operatorAccount, bizId };
        const held = done(wanted, await freezeCoupon(useCases, { ...key, couponId: wanted, forMs, actor }));
        const { json, text } = await couponAnswer(context, held);
        return {
          json: { biz_id: bizId, coupon: json },
          text: `${text}\n\nHeld with bizId ${bizId}; to let it go: coupon unfreeze ${wanted}`,
        };
      }),
    );

  coupon
    .command('unfreeze')
    .description('Ends the hold of a coupon, whoever holds it.')
    .argument('<coupon_id>', 'which', couponId)
    .action((wanted: string) =>
      cli.withTenant(async (context, tenantId) => {
        await findTenantCoupon(context, tenantId, wanted);
        const request = { tenantId, account: operatorAccount, bizId: undefined, couponId: wanted, actor };
        return couponAnswer(context, done(wanted, await unfreezeCoupon(context.useCases, request)));
      }),
    );
}

function holdTime(given: string): number {
  const ms = duration(given);
  if (ms > 0) return ms;
  throw new InvalidArgumentError('It must be longer than nothing.');
}

function done(couponId: string, outcome: FreezeOutcome) {
  if (outcome.kind === 'done') return outcome.coupon;
  throw new Refusal('stateForbids', `coupon ${couponId} cannot be held: ${why[outcome.reason]}`);
}
