// Canaries go through every door: in calls that are done, in calls that are refused for each reason there is, and beside what is looked at.
import { fieldsOf } from '../hostile/fuzz/fields.ts';
import { ask, codeOf, type Pass, passOf } from '../isolation/ask.ts';
import { type Kind, nobodysThings, type World } from '../isolation/parties.ts';
import { kindsOf, type Request, requestsAt } from '../isolation/requests.ts';
import type { Door } from '../kit/doors.ts';
import type { SendOptions } from '../kit/http.ts';
import { canaries } from './canaries.ts';
import { carries, isListed, secretFields } from './fields.ts';
import type { Mine } from './mine.ts';

type Params = Readonly<Record<string, unknown>>;

/** How a call differs from the one that is done. */
interface Odd {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: SendOptions['headers'];
  /** The body that is sent in place of the good one. */
  readonly body?: (good: string) => string;
}

/** Operations have no fields: whoever adds one says so here, and how a secret may get there. */
const withoutFields: readonly string[] = ['/livez', '/readyz', '/metrics'];

/** Taken as it is and kept, for whoever sent it. */
const kept: readonly string[] = ['extra'];

export async function throughDoor(mine: Mine, door: Door): Promise<void> {
  if (door.wire === 'operations' && !withoutFields.includes(door.path)) return;
  const good = [];
  for (const request of requestsAt(door)) good.push(await goodCall(mine, door, request));
  for (const { pass, params } of good) await call(mine, door, pass, params);
  const [{ pass, params } = { pass: {}, params: {} }] = good;
  for (const field of fieldsOf(door).filter((one) => !kept.includes(one)))
    for (const wrong of wrongIn(field)) await call(mine, door, pass, { ...params, [field]: wrong });
  for (const field of fieldsOf(door).filter((one) => forIds.includes(one)))
    await call(mine, door, pass, { ...params, [field]: await newScanCode(mine) });
  for (const stranger of strangers(pass)) await call(mine, door, stranger, { ...params, ...forged(door) });
  for (const odd of oddities) await call(mine, door, pass, params, odd);
  // With messages that repeat what the store was given.
  await mine.store.breaking(() => call(mine, door, pass, params));
}

/** What a door has not been told although it should have been, in words. */
export function unheardAt(
  doors: readonly Door[],
  { asked, found }: Pick<Mine, 'asked' | 'found'>,
  fieldsAt = fieldsOf,
): string[] {
  return doors.flatMap((door) => {
    const { key } = door;
    const fields = fieldsAt(door);
    const its = asked.filter((one) => one.door === key);
    const calls = { done: its.filter((one) => one.done), refused: its.filter((one) => !one.done) };
    return [
      ...fields.filter((one) => !isListed(one)).map((one) => `${key}: is ${one} secret, or open?`),
      ...Object.entries(calls).flatMap(([how, some]) => [
        ...(some.length > 0 ? [] : [`${key}: no call is ${how}`]),
        ...fields
          .filter((field) => secretFields.includes(field) && !some.some((one) => carries(field, one, found)))
          .map((field) => `${key}: no canary as ${field} in a call that is ${how}`),
      ]),
    ];
  });
}

/** Where tills put a scan code by mistake, as long as it is good. */
const forIds: readonly string[] = ['cardId', 'userCouponCode', 'customerId', 'multiMark', 'operatorId'];

/** Such a code is looked up as any id is; nobody keeps it. */
export const asId = 'scan code as an id';

async function newScanCode({ world, party, find }: Mine): Promise<string> {
  const { things } = await world.newCast(party, new Set(['scanCode']));
  find(asId, things.scanCode);
  return things.scanCode;
}

/** Of another kind; and too long, where a secret may stand: what stands for an id is noted as one. */
const wrongIn = (field: string): unknown[] => [
  [{ hidden: canaries.phone }],
  ...(secretFields.includes(field) ? [canaries.cipherPhone.repeat(60)] : []),
];

/** By somebody new, with a secret in every field that is for one. */
async function goodCall(
  { world, party, sp, find }: Mine,
  door: Door,
  request: Request,
): Promise<{ pass: Pass; params: Params }> {
  const kinds = kindsOf(request, nobodysThings(world));
  const needs = new Set<Kind | 'token'>(kinds);
  if (door.audience === 'user') needs.add('token');
  const cast = await world.newCast(party, needs);
  if (door.audience === 'user') find('token', cast.token);
  for (const kind of kinds.filter((one) => secretKinds.includes(one))) find(kind, String(cast.things[kind]));
  const fields = fieldsOf(door);
  const { customerId } = cast.things;
  // Where nobody pays there is no password, and a code is good by itself.
  const pays = fields.includes('payPassword') && customerId !== '';
  if (pays) await sp(['wallet', 'password', customerId, '--stdin'], { stdin: canaries.payPassword });
  const secrets = {
    ...(fields.includes('mobile_phone') && { mobile_phone: canaries.phone }),
    ...(pays && { payPassword: canaries.payPassword, usePassword: 1 }),
  };
  return { pass: passOf(cast), params: { ...secrets, ...request(cast.things) } };
}

const secretKinds: readonly Kind[] = ['scanCode', 'claimTicket', 'newTicket', 'spentTicket'];

/** Who is nearly let in. */
function strangers({ sp, merchant, ...rest }: Pass): Pass[] {
  return [
    {
      ...rest,
      ...(sp && { sp: { ...sp, secret: canaries.wrongPassword } }),
      ...(merchant && { merchant: { ...merchant, openKey: canaries.wrongPassword } }),
      token: `${rest.token}x`,
    },
    { token: canaries.openKey },
  ];
}

/** Secrets where proofs are wanted. */
const forged = (door: Door): Params =>
  door.wire === 'sp'
    ? { sign: canaries.apiSecret }
    : { code: canaries.cipherPhone, payPassword: canaries.wrongPassword };

const twice = `"mobile_phone":"${canaries.cipherPhone}","mobile_phone":"${canaries.refusedPhone}"`;

const oddities: readonly Odd[] = [
  { method: 'PUT' },
  { method: 'OPTIONS' },
  { query: `?access_token=${canaries.appSecret}&mobile_phone=${canaries.refusedPhone}` },
  { query: `/${canaries.apiSecret}%` },
  { headers: { authorization: `Basic ${btoa(`canary:${canaries.payPassword}`)}` } },
  { headers: { 'x-wechat-hostsign': canaries.pluginToken, 'x-params-sha256': canaries.openKey } },
  { headers: { 'content-type': `text/${canaries.apiSecret}` } },
  // Parsers like to quote what they stumble over.
  { body: (good) => good.slice(0, -3) },
  { body: (good) => good.replace(/\}$/, `,"mobile_phone":${canaries.refusedPhone}x}`) },
  { body: (good) => good.replace(/\}$/, `,${twice}}`) },
  { body: () => canaries.openKey },
  { body: (good) => good.padEnd(20_000) },
];

/** Where nobody asks for it, there is a canary in every call. */
const beside = { cookie: `session=${canaries.openKey}`, 'x-forwarded-user': canaries.phone };

async function call(mine: Mine, door: Door, pass: Pass, params: Params, odd: Odd = {}): Promise<void> {
  const { visits } = mine.world;
  const { server } = visits;
  let sent = '';
  const send = (
    method: string,
    path: string,
    { headers, body }: SendOptions & { body?: string | Buffer } = {},
  ) => {
    const all = { ...beside, ...headers, ...odd.headers };
    const text = odd.body !== undefined && body !== undefined ? odd.body(String(body)) : body;
    const to = path + (odd.query ?? '');
    sent = `${to}\n${text}`;
    return server.send(odd.method ?? method, to, { headers: all, ...(text !== undefined && { body: text }) });
  };
  const world: World = { ...mine.world, visits: { ...visits, server: { ...server, send } } };
  // Nobody's rate is what is tried here.
  visits.clock.advance(200);
  const answer = await ask(world, door, pass, params);
  const told = `${JSON.stringify(answer.headers)}\n${answer.text}`;
  mine.asked.push({ door: door.key, sent, answer: told, done: codeOf(door, answer) === 0 });
}
