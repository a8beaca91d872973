// A store that is out of breath after a claim was committed: "nothing was done" would be a lie then.
import { StoreBusy } from '../../../../server/store/errors.ts';
import { startTestServer } from '../../../kit/server.ts';
import { expectData, expectRefusal } from './expect.ts';

afterEach(() => jest.restoreAllMocks());

it('tells an unknown outcome after the commit', async () => {
  const server = await startTestServer();
  const { claims, directory } = server.context;
  const claim = claims.claim;
  let couponId = '';
  jest.spyOn(claims, 'claim').mockImplementationOnce(async (request) => {
    const outcome = await claim(request);
    if (outcome.kind === 'issued') couponId = outcome.coupon.couponId;
    // As if another process had set the stock's channel up, and ours had to read it now.
    jest.spyOn(directory, 'channel').mockReturnValue(undefined);
    jest.spyOn(directory, 'refresh').mockRejectedValue(new StoreBusy('no connection came free'));
    return outcome;
  });
  const mine = { user_code: 'u', request_id: 'r' };
  expectRefusal(await server.claim(mine), 500000, /^system error/, 500);
  expect((await server.send('GET', '/readyz')).status).toBe(200);
  jest.restoreAllMocks();
  expect(expectData('coupon.receive', await server.claim(mine))).toMatchObject({ coupon_id: couponId });
});
