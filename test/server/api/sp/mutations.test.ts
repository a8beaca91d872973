// Whatever single byte of a signed body is changed on the way, nobody gets a coupon for it.
import fc from 'fast-check';
import { sharedTestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { expectData } from './expect.ts';

const server = sharedTestServer();

const claim = {
  app_channel_id: 1,
  user_code: 'udxbxd',
  mobile_phone: '13911112222',
  stock_id: 'test001',
  request_id: 'r1',
  extra: { 说明: '扩展😀', list: [1, true, null] },
};

describe('a signed body with one byte changed', () => {
  it('is refused every time', async () => {
    const body = Buffer.from(signedCall(claim));
    const change = fc.record({
      at: fc.nat(body.length - 1),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, by }) => {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ by;
        const { status, json } = await server().post('coupon.receive', changed);
        // Not JSON any more (400), another key (400003) or another signature (400005); never a stale time or a result.
        expect([400000, 400003, 400005]).toContain(json.code);
        expect(status).toBe(json.code === 400000 ? 400 : 200);
      }),
      { numRuns: 500 },
    );
    expectData('coupon.receive', await server().post('coupon.receive', body));
  });
});
