// A claim ticket: the right to claim one coupon of one stock, given to one user with the offer. The request_id in it is what makes a claim that
// is sent twice the same claim; a plugin has no random source of its own to make one with.
import { timingSafeEqual } from 'node:crypto';

/** A keyed hash as base64url. */
export type TicketMac = (text: string) => string;

export interface ClaimTicket {
  readonly requestId: string;
  readonly stockId: string;
  readonly expiresAt: number;
}

/** Whose ticket it is: it is worth nothing to anybody else. */
export interface TicketOwner {
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
}

/** How long a page with the offer may stay open. */
export const claimTicketMs = 1_800_000;

export function writeClaimTicket(mac: TicketMac, owner: TicketOwner, ticket: ClaimTicket): string {
  const payload = Buffer.from(JSON.stringify([ticket.requestId, ticket.stockId, ticket.expiresAt]));
  const text = payload.toString('base64url');
  return `${text}.${macOf(mac, owner, text)}`;
}

/** @returns undefined for whatever is not the owner's; 'over' for one that was */
export function readClaimTicket(
  mac: TicketMac,
  owner: TicketOwner,
  text: string,
  now: number,
): ClaimTicket | 'over' | undefined {
  const [payload = '', given = '', ...rest] = text.split('.');
  const expected = Buffer.from(macOf(mac, owner, payload));
  const signed =
    Buffer.from(given).length === expected.length && timingSafeEqual(Buffer.from(given), expected);
  if (!signed || rest.length > 0) return undefined;
  const [requestId, stockId, expiresAt] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return expiresAt > now ? { requestId, stockId, expiresAt } : 'over';
}

const macOf = (mac: TicketMac, { tenantId, appChannelId, userCode }: TicketOwner, payload: string): string =>
  mac(JSON.stringify(['claim-ticket', tenantId, appChannelId, userCode, payload]));
