// `redeem` and `reverse`: a coupon is marked as used, and that is taken back.
import type { Command } from 'commander';
import type { Coupon } from '../domain/coupon.ts';
import type { UseCaseDeps } from '../usecase/deps.ts';
import { redeemCoupon, reverseCoupon } from '../usecase/redeem.ts';
import type { Cli } from './command.ts';
import { couponAnswer } from './coupon-answer.ts';
import { findTenantCoupon } from './coupon-of.ts';
import { couponId } from './values.ts';

const commands: readonly {
  readonly name: string;
  readonly description: string;
  readonly work: (deps: UseCaseDeps, couponId: string, actor: string) => Promise<Coupon>;
}[] = [
  { name: 'redeem', description: 'Marks a coupon as used and tells 出行服务.', work: redeemCoupon },
  { name: 'reverse', description: 'Takes the use of a coupon back and tells 出行服务.', work: reverseCoupon },
];

export function redeemCommands(program: Command, cli: Cli): void {
  for (const { name, description, work } of commands) {
    program
      .command(name)
      .description(description)
      .argument('<coupon_id>', 'which', couponId)
      .action((wanted: string) =>
        cli.withTenant(async (context, tenantId) => {
          await findTenantCoupon(context, tenantId, wanted);
          return couponAnswer(context, await work(context.useCases, wanted, 'operator'));
        }),
      );
  }
}
