// The typed caller: what it puts on the wire, and what it makes of answers good and bad.
import { createSpClient, type SpFetch } from '../../../shared/sp/client.ts';
import { parseJsonSource, toParameters } from '../../../shared/sp/json-source.ts';
import { verifySignature } from '../../../shared/sp/signature.ts';
import { sampleCredential, sampleTimestamp } from './samples.ts';

const target = {
  app_channel_id: 1,
  user_code: 'udxbxd',
  stock_id: 'test001',
  coupon_id: '1',
  coupon_status: 3,
} as const;

/** A client whose peer answers with `body`, and what that peer was sent. */
function clientOf(body: string, status = 200, more: Partial<Parameters<typeof createSpClient>[0]> = {}) {
  const sent: Parameters<SpFetch>[] = [];
  const fetch: SpFetch = async (...call) => {
    sent.push(call);
    return { status, text: async () => body };
  };
  const client = createSpClient({ baseUrl: 'http://sp.test/', credential: sampleCredential, fetch, ...more });
  return { client, sent };
}

describe('createSpClient', () => {
  it('posts a signed body to the path of the table', async () => {
    const stamp = { now: () => sampleTimestamp, seqId: () => 'seq', nonce: () => '7' };
    const { client, sent } = clientOf('{"code":0}', 200, stamp);
    await client.call('stock.status.rsync', { stock_id: 'test001', stock_status: 3 });
    const [url, init] = sent[0] ?? [];
    const members = parseJsonSource(init?.body ?? '');
    expect(url).toBe('http://sp.test/stock/status/rsync');
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(verifySignature(members, sampleCredential)).toBe('slices');
    expect(toParameters(members)).toMatchObject({
      seq_id: 'seq',
      timestamp: '1572342076',
      nonce: '7',
      stock_status: 3,
    });
  });

  it('stamps every call afresh by itself', async () => {
    const { client, sent } = clientOf('{"code":0}');
    await client.call('stock.query', { stock_id: 'test001' });
    await client.call('stock.query', { stock_id: 'test001' });
    const [first, second] = sent.map(([, { body }]) => JSON.parse(body));
    expect(first.seq_id).not.toBe(second.seq_id);
    expect(first.nonce).toMatch(/^\d{9}$/);
  });

  it('goes where the settings say and can be aborted', async () => {
    const { client, sent } = clientOf('{"code":0}', 200, { paths: { 'stock.query': '/q' } });
    const { signal } = new AbortController();
    await client.call('stock.query', { stock_id: 'test001' }, { signal });
    expect(sent[0]?.[0]).toBe('http://sp.test/q');
    expect(sent[0]?.[1].signal).toBe(signal);
  });

  it('gives the data that the interface promises', async () => {
    const data = { deactivate_time: '2020-07-05T13:29:35.120+08:00' };
    const body = JSON.stringify({ code: 0, message: 'successful', data });
    const answer = await clientOf(body).client.call('coupon.deactivate', target);
    expect(answer).toEqual({ httpStatus: 200, code: 0, message: 'successful', data, body });
  });

  it('gives an error as a value', async () => {
    const body = '{"errCode":"410101","errMsg":"coupon not found"}';
    const answer = await clientOf(body).client.call('coupon.deactivate', target);
    expect(answer).toEqual({
      httpStatus: 200,
      code: 410101,
      message: 'coupon not found',
      data: undefined,
      body,
    });
  });

  it('tells what is wrong with the data', async () => {
    const { client } = clientOf('{"code":0,"data":{"deactivate_time":"soon"}}');
    const { code, data, problem } = await client.call('coupon.deactivate', target);
    expect({ code, data }).toEqual({ code: 0, data: undefined });
    expect(problem).toBe('data: deactivate_time: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00');
  });

  it('tells when the data is missing', async () => {
    const { problem } = await clientOf('{"code":0}').client.call('coupon.deactivate', target);
    expect(problem).toBe('data: is required');
  });

  it.each(['<html>', '[]', ''])('takes %j for no answer at all', async (body) => {
    const answer = await clientOf(body, 502).client.call('stock.query', { stock_id: 'test001' });
    expect(answer).toMatchObject({
      httpStatus: 502,
      code: undefined,
      problem: 'must be an object',
      body,
    });
  });

  it('lets a failing connection reject', async () => {
    const fetch: SpFetch = () => Promise.reject(new Error('connection refused'));
    const { client } = clientOf('', 200, { fetch });
    await expect(client.call('stock.query', { stock_id: 'test001' })).rejects.toThrow('connection refused');
  });
});
