// What a bizId was used for: the same bizId with anything else in it is another request, and a mistake.
import { createHash } from 'node:crypto';
import { handleOf } from '../domain/redeem-code.ts';
import type { ConsumeRequest } from './consume.ts';

/**
 * Who, what, how much and where. Not the password, and not what changes when a till asks again: a scan code counts by what it stands for,
 * since the phone shows another one each minute.
 */
export function fingerprintOf(request: ConsumeRequest): string {
  const { customerId, coupons, amountFen, points, storeCode, orderFen } = request;
  const values = coupons.values.map((value) =>
    coupons.by === 'code' ? `code ${handleOf(value) ?? value}` : value,
  );
  const content = [customerId ?? '', values.sort(), amountFen, points, storeCode ?? '', orderFen ?? ''];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
