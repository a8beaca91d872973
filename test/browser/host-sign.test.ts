// With a plugin token set at WeChat, the server believes only requests that WeChat has signed for the host.
import { newPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

describe('a server with a plugin token', () => {
  const world = sharedWorld({ pluginToken: 'token-set-at-wechat' });

  it('serves the host that WeChat signs for', async () => {
    const phone = await newPhone(world());
    await phone.open('claim', { stock_id: 'test001' });
    await phone.button(/^立即领取/).waitFor();
  });
});

describe('a host whose signature does not fit', () => {
  const world = sharedWorld({ pluginToken: 'token-set-at-wechat', signedWith: 'another-token' });

  it('is told where to come from', async () => {
    const phone = await newPhone(world());
    await phone.open('claim', { stock_id: 'test001' });
    await phone.text('请从出行服务小程序进入').waitFor();
    await phone.button('返回出行服务').waitFor();
  });
});
