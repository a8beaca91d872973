// A launch ticket: the host's own server says who opens the plugin, and for what. `<base64url of JSON>.<base64url of HMAC-SHA256>` under a key
// that host and server share; good for one opening.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const contents = z.object({
  /** The host's AppId. */
  host: z.string().min(1).max(32),
  /** user_code. */
  user: z.string().min(1).max(32),
  /** The stock that it is about, if it is about one. */
  stock: z.string().min(1).max(30).optional(),
  /** Epoch seconds. */
  exp: z.int(),
  /** New in every ticket. */
  nonce: z.string().min(8).max(64),
});

export type LaunchTicket = z.infer<typeof contents>;

/** A ticket for longer than this is refused: its single use is remembered for that long only. */
export const longestTicketMs = 300_000;

/** For host servers written in TypeScript, and for tests. */
export function signTicket(ticket: LaunchTicket, key: string): string {
  const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${payload}.${macOf(payload, key).toString('base64url')}`;
}

export interface ReadTicket extends LaunchTicket {
  /** It proves nothing any more: it only says who once was meant. */
  readonly isOver: boolean;
}

/** @returns undefined for whatever was never a ticket of this host, or is one for too long */
export function readTicket(
  text: string,
  { key, hostAppId, now }: { key: string; hostAppId: string; now: number },
): ReadTicket | undefined {
  const [payload = '', mac = '', ...rest] = text.split('.');
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(payload, key);
  const signed = given.length === expected.length && timingSafeEqual(given, expected);
  if (!signed || rest.length > 0) return undefined;
  const ticket = parse(payload);
  if (ticket === undefined || ticket.host !== hostAppId) return undefined;
  const endsAt = ticket.exp * 1000;
  return endsAt <= now + longestTicketMs ? { ...ticket, isOver: endsAt <= now } : undefined;
}

function parse(payload: string): LaunchTicket | undefined {
  try {
    const parsed = contents.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const macOf = (payload: string, key: string): Buffer => createHmac('sha256', key).update(payload).digest();
