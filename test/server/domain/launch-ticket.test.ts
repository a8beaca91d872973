// Launch tickets: only the host's own, unchanged and short-lived, are read.
import { createHmac } from 'node:crypto';
import {
  type LaunchTicket,
  longestTicketMs,
  readTicket,
  signTicket,
} from '../../../server/domain/launch-ticket.ts';
import { noon } from '../../kit/clock.ts';

const key = 'k'.repeat(32);
const hostAppId = 'wx1111111111';
const ticket: LaunchTicket = { host: hostAppId, user: 'u1', exp: noon / 1000 + 60, nonce: 'nonce-001' };
const read = (text: string, more = {}) => readTicket(text, { key, hostAppId, now: noon, ...more });
const signed = (changes: object = {}, by = key) => signTicket({ ...ticket, ...changes }, by);
/** Any text as payload, rightly signed. */
const signedText = (text: string) => {
  const payload = Buffer.from(text).toString('base64url');
  return `${payload}.${createHmac('sha256', key).update(payload).digest('base64url')}`;
};

it('reads back what was signed', () => {
  expect(read(signed())).toEqual({ ...ticket, isOver: false });
  expect(read(signed({ stock: 'test001' }))).toMatchObject({ ...ticket, stock: 'test001' });
});

it('has a form that any language can write', () => {
  const [payload = '', mac] = signed().split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual(ticket);
  expect(mac).toBe(createHmac('sha256', key).update(payload).digest('base64url'));
});

it('proves something until its end, and no longer', () => {
  const text = signed();
  expect(read(text, { now: ticket.exp * 1000 - 1 })).toEqual({ ...ticket, isOver: false });
  expect(read(text, { now: ticket.exp * 1000 })).toEqual({ ...ticket, isOver: true });
});

it('must not be for longer than five minutes', () => {
  const longest = noon / 1000 + longestTicketMs / 1000;
  expect(longestTicketMs).toBe(300_000);
  expect(read(signed({ exp: longest }))).toBeDefined();
  expect(read(signed({ exp: longest + 1 }))).toBeUndefined();
});

it.each([
  ['another key', () => signed({}, 'other')],
  ['an empty key', () => signed({}, '')],
  ['another host', () => signed({ host: 'wx2222222222' })],
  ['no signature', () => signed().split('.')[0] ?? ''],
  ['an empty signature', () => `${signed().split('.')[0]}.`],
  ['a shorter signature', () => signed().slice(0, -2)],
  ['a longer signature', () => `${signed()}AA`],
  ['a third part', () => `${signed()}.x`],
  ['another payload', () => `${signed({ user: 'u2' }).split('.')[0]}.${signed().split('.')[1]}`],
  ['nothing', () => ''],
  ['a dot', () => '.'],
  ['text that is no JSON', () => signedText('hello')],
  ['JSON that is no ticket', () => signedText('[]')],
  ['null', () => signedText('null')],
  ['no user', () => signedText(JSON.stringify({ ...ticket, user: undefined }))],
  ['an empty user', () => signed({ user: '' })],
  ['a long user', () => signed({ user: 'u'.repeat(33) })],
  ['a short nonce', () => signed({ nonce: 'short' })],
  ['an end in text', () => signedText(JSON.stringify({ ...ticket, exp: String(ticket.exp) }))],
  ['an end with a fraction', () => signed({ exp: ticket.exp + 0.5 })],
  ['an end in milliseconds', () => signed({ exp: ticket.exp * 1000 })],
])('refuses a ticket with %s', (_, text) => {
  expect(read(text())).toBeUndefined();
});
