// Claim tickets: worth something to their owner alone, unchanged, and for a while.
import {
  claimTicketMs,
  readClaimTicket,
  type TicketOwner,
  writeClaimTicket,
} from '../../../server/domain/claim-ticket.ts';
import { createSeal } from '../../../server/settings/secrets.ts';
import { noon } from '../../kit/clock.ts';

const macWith = (fill: number) => {
  const seal = createSeal({ current: Buffer.alloc(32, fill), older: [] });
  return (text: string) => seal.hash(text, 'redeem-code');
};
const mac = macWith(7);
const owner: TicketOwner = { tenantId: 'demo', appChannelId: 1, userCode: 'u1' };
const ticket = { requestId: '1234567890123456789', stockId: 'test001', expiresAt: noon + claimTicketMs };
const text = writeClaimTicket(mac, owner, ticket);
const read = (given: string, by = owner, now = noon) => readClaimTicket(mac, by, given, now);

it('gives its owner back what was written', () => {
  expect(read(text)).toEqual(ticket);
});

it('is signed as what it is, and as nothing else that we sign', () => {
  const signed: string[] = [];
  writeClaimTicket((written) => signed.push(written).toString(), owner, ticket);
  expect(signed.map((written) => JSON.parse(written)[0])).toEqual(['claim-ticket']);
});

it('fits where the wire carries it', () => {
  const long = { ...ticket, stockId: '券'.repeat(30) };
  const written = writeClaimTicket(mac, owner, long);
  expect(written.length).toBeLessThanOrEqual(512);
  expect(read(written)).toEqual(long);
});

it('is over after half an hour, and says so', () => {
  expect(claimTicketMs).toBe(1_800_000);
  expect(read(text, owner, ticket.expiresAt - 1)).toEqual(ticket);
  expect(read(text, owner, ticket.expiresAt)).toBe('over');
});

it.each([
  ['user', { userCode: 'u2' }],
  ['channel', { appChannelId: 11 }],
  ['tenant', { tenantId: 'other' }],
])('is worth nothing to another %s', (_, other) => {
  expect(read(text, { ...owner, ...other })).toBeUndefined();
  expect(read(text, { ...owner, ...other }, ticket.expiresAt)).toBeUndefined();
});

it('looks at whose it is and at nothing else of them', () => {
  expect(read(text, { ...owner, expiresAt: 1 } as TicketOwner)).toEqual(ticket);
});

const otherPayload = Buffer.from(JSON.stringify(['1', 'other', noon * 2])).toString('base64url');
it.each([
  ['nothing', ''],
  ['a dot', '.'],
  ['no signature', text.split('.')[0] ?? ''],
  ['a cut signature', text.slice(0, -1)],
  ['another payload', `${otherPayload}.${text.split('.')[1]}`],
  ['a third part', `${text}.`],
  ["another key's", writeClaimTicket(macWith(8), owner, ticket)],
  ['a signature in wide characters', `${text.split('.')[0]}.${'券'.repeat(43)}`],
])('refuses %s', (_, given) => {
  expect(read(given)).toBeUndefined();
});
