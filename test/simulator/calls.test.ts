// Tencent's calls to an SP: what they put on the wire and what they make of the answers.
import type { SpFetch } from '../../shared/sp/client.ts';
import { type InboundName, spInterfaces } from '../../shared/sp/interfaces.ts';
import { parseJsonSource, toParameters } from '../../shared/sp/json-source.ts';
import { verifySignature } from '../../shared/sp/signature.ts';
import { sampleCredential, sampleTimestamp } from '../shared/sp/samples.ts';
import { createCaller } from './calls.ts';
import { useSimulators } from './fixtures.ts';

const start = useSimulators();
const time = '2020-07-05T13:29:35.120+08:00';

/** A caller whose SP answers with `data`, and what that SP was sent. */
function callerOf(data: object = {}, code = 0) {
  const sent: { path: string; parameters: Record<string, unknown> }[] = [];
  const fetch: SpFetch = async (url, { body }) => {
    const members = parseJsonSource(body);
    expect(verifySignature(members, sampleCredential)).toBe('slices');
    sent.push({ path: new URL(url).pathname, parameters: { ...toParameters(members) } });
    return { status: 200, text: async () => JSON.stringify({ code, message: 'as asked', data }) };
  };
  const now = () => sampleTimestamp;
  const caller = createCaller({ spUrl: 'http://sp.test', credential: sampleCredential, fetch, now });
  return { caller, sent };
}

/** That what was sent is what the table says, and nothing undefined besides. */
function expectSent(sent: ReturnType<typeof callerOf>['sent'], name: InboundName, business: object): void {
  const { api_key: _, seq_id, timestamp, nonce, sign, ...rest } = sent.at(-1)?.parameters ?? {};
  expect(sent.at(-1)?.path).toBe(spInterfaces[name].path);
  expect({ seq_id, timestamp, nonce, sign }).toMatchObject({ timestamp: '1572342076' });
  expect(rest).toEqual(business);
  expect(spInterfaces[name].request.safeParse(rest).success).toBe(true);
}

it('asks for a stock by its id', async () => {
  const { caller, sent } = callerOf();
  await caller.queryStock('test001');
  expectSent(sent, 'stock.query', { stock_id: 'test001' });
});

it('claims for a user with everything given', async () => {
  const { caller, sent } = callerOf();
  const more = { requestId: 'r1', phone: '13911112222', channel: 11, extra: 'extra info' };
  await caller.claim({ stock: 'test001', user: 'udxbxd', ...more });
  expectSent(sent, 'coupon.receive', {
    app_channel_id: 11,
    user_code: 'udxbxd',
    mobile_phone: '13911112222',
    stock_id: 'test001',
    request_id: 'r1',
    extra: 'extra info',
  });
});

it('claims under a new request id each time', async () => {
  const { caller, sent } = callerOf();
  await caller.claim({ stock: 'test001', user: 'udxbxd' });
  await caller.claim({ stock: 'test001', user: 'udxbxd' });
  const [first, second] = sent.map(({ parameters }) => parameters['request_id']);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).not.toBe(first);
  expectSent(sent, 'coupon.receive', {
    app_channel_id: 1,
    user_code: 'udxbxd',
    stock_id: 'test001',
    request_id: second,
  });
});

it('takes back one coupon with a reason', async () => {
  const { caller, sent } = callerOf({ deactivate_time: time });
  const target = {
    stock: 'test001',
    user: 'udxbxd',
    coupon: '15',
    status: 3,
    reason: '用户申请退款',
  } as const;
  expect(await caller.deactivate(target)).toMatchObject({ code: 0, data: { deactivate_time: time } });
  expectSent(sent, 'coupon.deactivate', {
    app_channel_id: 1,
    user_code: 'udxbxd',
    stock_id: 'test001',
    coupon_id: '15',
    coupon_status: 3,
    reason: '用户申请退款',
  });
});

it('takes back many coupons at once', async () => {
  const { caller, sent } = callerOf();
  await caller.batchDeactivate({ user: 'udxbxd', coupons: [{ stock: 'test001', coupon: '15' }], status: 4 });
  expectSent(sent, 'coupon.batch-deactivate', {
    app_channel_id: 1,
    user_code: 'udxbxd',
    coupons: [{ stock_id: 'test001', coupon_id: '15' }],
    coupon_status: 4,
  });
});

it('reports an answer that is not as promised', async () => {
  const { caller } = callerOf({ deactivate_time: 'soon' });
  const answer = await caller.deactivate({ stock: 'test001', user: 'u', coupon: '15', status: 4 });
  expect(answer.problem).toBe('data: deactivate_time: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00');
});

it('gives a refusal as a value without problem', async () => {
  const answer = await callerOf({}, 410001).caller.queryStock('none');
  expect(answer).toMatchObject({ code: 410001, data: undefined });
  expect(answer).not.toHaveProperty('problem');
});

it('uses the global fetch unless told otherwise', async () => {
  const { url } = await start();
  const caller = createCaller({ spUrl: url, credential: sampleCredential });
  expect(await caller.queryStock('test001')).toMatchObject({ httpStatus: 200, code: 400001 });
});
