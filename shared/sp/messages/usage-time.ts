// The rule both coupon messages share: a usage time belongs to a used coupon (sp §5).
import type { z } from 'zod';
import { CouponStatus } from '../vocabulary.ts';

interface Usage {
  coupon_status: CouponStatus;
  usage_time?: string | undefined;
}

export function checkUsageTime({ value, issues }: z.core.ParsePayload<Usage>): void {
  if (value.usage_time === undefined || value.coupon_status === CouponStatus.used) return;
  const message = `does not belong to coupon_status ${value.coupon_status}`;
  issues.push({ code: 'custom', input: value, path: ['usage_time'], message });
}
