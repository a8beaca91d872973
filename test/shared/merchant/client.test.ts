// The typed caller: what it puts on the wire, what it makes of answers, and when it asks again.
import { createMerchantClient } from '../../../shared/merchant/client.ts';
import { digestHeader, verifyDigest } from '../../../shared/merchant/digest.ts';
import { normalToken, verifyToken } from '../../../shared/merchant/signature.ts';
import { readBody } from '../../../shared/merchant/source.ts';
import type { SpFetch } from '../../../shared/sp/client.ts';
import { newStatusAnswerSample, vector } from './samples.ts';

const { openKey } = vector;
const { openId, grantCode } = vector.parts;
const credential = { openId, openKey, grantCode };
const consume = { bizId: 'b1', customerId: '1', amount: '12.30' };
const done = { status: true, code: 0, message: '操作成功', data: { cardId: '1' } };

type Reply = Error | { status?: number; body: string };
type Options = Partial<Parameters<typeof createMerchantClient>[0]>;

/** A client whose server replies one by one (the last reply again and again), what it was sent, and how long it waited. */
function clientOf(replies: readonly Reply[], more: Options = {}) {
  const sent: Parameters<SpFetch>[] = [];
  const waits: number[] = [];
  const fetch: SpFetch = async (...call) => {
    const reply = replies[Math.min(sent.length, replies.length - 1)];
    sent.push(call);
    if (reply === undefined || reply instanceof Error) throw reply;
    return { status: reply.status ?? 200, text: async () => reply.body };
  };
  const wait = async (ms: number) => void waits.push(ms);
  const client = createMerchantClient({ baseUrl: 'http://m.test/', credential, fetch, wait, ...more });
  return { client, sent, waits };
}

const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) });
const refused = new Error('connection refused');

describe('a call', () => {
  it('goes out as a signed V2 envelope', async () => {
    const stamp = { now: () => 1_465_185_768_999, nonce: () => '11886' };
    const { client, sent } = clientOf([json(done)], stamp);
    await client.call('communal.coupon.unfreeze', { cardId: '1', bizId: 'b1' });
    const [url, init] = sent[0] ?? [];
    expect(url).toBe('http://m.test/api/v2');
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(init?.headers).not.toHaveProperty(digestHeader);
    expect(JSON.parse(init?.body ?? '')).toEqual({
      OpenId: openId,
      GrantCode: grantCode,
      Timestamp: '1465185768',
      Nonce: '11886',
      Token: vector.urlEncoded,
      Action: 'communal.coupon.unfreeze',
      Params: { cardId: '1', bizId: 'b1' },
    });
  });

  it('binds its Params by a digest where asked', async () => {
    const { client, sent } = clientOf([json(done)], { digest: true });
    await client.call('communal.coupon.unfreeze', { cardId: '1', bizId: '券' });
    const [, init] = sent[0] ?? [];
    const { token, action = '', paramsSource } = readBody(init?.body ?? '');
    const digest = init?.headers[digestHeader];
    const digested = { token: normalToken(token) ?? '', action, paramsSource };
    expect(verifyDigest(digest, openKey, digested)).toBe(true);
  });

  it('makes a nonce of its own each time', async () => {
    const { client, sent } = clientOf([json(done)]);
    await client.call('communal.coupon.unfreeze', { cardId: '1', bizId: 'b1' });
    await client.call('communal.coupon.unfreeze', { cardId: '1', bizId: 'b1' });
    const [first, second] = sent.map(([, { body }]) => readBody(body));
    expect(first?.nonce).toMatch(/^[1-9]\d{0,14}$/);
    expect(first?.nonce).not.toBe(second?.nonce);
  });
});

describe('an answer', () => {
  it('gives the data that the action promises', async () => {
    const { client } = clientOf([json(done)]);
    const answer = await client.call('communal.coupon.unfreeze', { cardId: '1', bizId: 'b1' });
    expect(answer).toEqual({
      httpStatus: 200,
      ok: true,
      code: 0,
      message: '操作成功',
      data: { cardId: '1' },
      body: JSON.stringify(done),
      attempts: 1,
    });
  });

  it('may spell everything as text', async () => {
    const { client } = clientOf([{ body: newStatusAnswerSample }]);
    const answer = await client.call('user.coupon-new-status', { customerId: '1', cardId: '2' });
    expect(answer).toMatchObject({ ok: true, code: 0, data: { cardId: '390913445498200065', useStatus: 0 } });
  });

  it('loses no digit of bare ids', async () => {
    const body = '{"status":true,"code":0,"data":{"cardId":390913445498200065}}';
    const answer = await clientOf([{ body }]).client.call('communal.coupon.unfreeze', { bizId: 'b1' });
    expect(answer.data).toEqual({ cardId: '390913445498200065' });
  });

  it.each([
    { status: true, code: 40301, message: '余额不足' },
    { status: 'true', code: '40301', message: '余额不足' },
    { status: 1, code: 40301, message: '余额不足', data: {} },
  ])('is not asked for again with a business error %j', async (error) => {
    const { client, sent } = clientOf([json(error)]);
    const answer = await client.call('communal.user.consume', consume);
    expect(answer).toMatchObject({
      ok: false,
      code: 40301,
      message: '余额不足',
      data: undefined,
      attempts: 1,
    });
    expect(sent).toHaveLength(1);
  });

  it.each([40209, 50003, 50009])('is not asked for again with code %i', async (code) => {
    const { client, waits } = clientOf([json({ status: false, code, message: 'x' })]);
    const answer = await client.call('communal.user.consume', consume);
    expect(answer).toMatchObject({ ok: false, code, attempts: 1 });
    expect(waits).toEqual([]);
  });

  it('with status false is never a success', async () => {
    const { client } = clientOf([json({ ...done, status: 'false' })]);
    const answer = await client.call('communal.coupon.unfreeze', { bizId: 'b1' });
    expect(answer).toMatchObject({ ok: false, code: 0, data: undefined });
  });

  it('tells what is wrong with its data', async () => {
    const { client, sent } = clientOf([json({ ...done, data: {} })]);
    const answer = await client.call('communal.coupon.unfreeze', { bizId: 'b1' });
    expect(answer).toMatchObject({ ok: true, data: undefined, problem: 'data: cardId: is required' });
    expect(sent).toHaveLength(1);
  });
});

describe('trying again', () => {
  it('sends the same Params under a new Token', async () => {
    const { client, sent, waits } = clientOf([refused, json(done, 502), json(done)]);
    const answer = await client.call('communal.coupon.unfreeze', { cardId: '1', bizId: 'b1' });
    expect(answer).toMatchObject({ ok: true, attempts: 3 });
    expect(waits).toEqual([200, 1000]);
    const bodies = sent.map(([, { body }]) => readBody(body));
    expect(new Set(bodies.map(({ paramsSource }) => paramsSource)).size).toBe(1);
    expect(new Set(bodies.map(({ token }) => token)).size).toBe(3);
    for (const body of bodies) {
      expect(verifyToken(normalToken(body.token) ?? '', openKey, body)).toBe('camel');
    }
  });

  it.each<[string, Reply]>([
    ['a failing connection', refused],
    ['HTTP 500', json({ status: false, code: 50000, message: 'x' }, 500)],
    ['code 50000', json({ status: false, code: 50000, message: 'x' })],
    ['code 50011', json({ status: 'false', code: '50011', message: 'x' })],
    ['a page', { body: '<html>' }],
    ['half an answer', { body: '{"status":true,' }],
    ['an answer without a code', json({ status: true })],
    ['nothing', { body: '' }],
  ])('comes after %s', async (_, reply) => {
    const { client, sent } = clientOf([reply, json(done)]);
    const answer = await client.call('communal.coupon.unfreeze', { bizId: 'b1' });
    expect(answer).toMatchObject({ ok: true, attempts: 2 });
    expect(sent).toHaveLength(2);
  });

  it('gives up with the last answer', async () => {
    const { client } = clientOf([json({ status: false, code: 50011, message: 'busy' }, 503)]);
    const answer = await client.call('communal.user.consume', consume);
    expect(answer).toMatchObject({ httpStatus: 503, ok: false, code: 50011, attempts: 3 });
  });

  it('gives up with no answer at all', async () => {
    const { client, waits } = clientOf([refused], { attempts: 4 });
    const answer = await client.call('communal.user.consume', consume);
    expect(answer).toEqual({
      httpStatus: undefined,
      ok: false,
      code: undefined,
      message: '',
      data: undefined,
      problem: 'connection refused',
      body: '',
      attempts: 4,
    });
    expect(waits).toEqual([200, 1000, 1000]);
  });

  it('tells that a page is no answer', async () => {
    const { client } = clientOf([{ status: 502, body: '<html>' }], { attempts: 1 });
    const answer = await client.call('communal.user.consume', consume);
    expect(answer).toMatchObject({
      httpStatus: 502,
      code: undefined,
      problem: 'must be an object',
      body: '<html>',
    });
  });

  it('keeps the place of a page among answers', async () => {
    const { client } = clientOf([{ body: '<html>' }], { attempts: 2 });
    expect(await client.call('communal.user.consume', consume)).toMatchObject({
      httpStatus: 200,
      attempts: 2,
    });
  });
});
