// When the way between phone and server is bad: nothing is lost, nothing happens twice, and there is always a next step.
import { deletePluginSessions } from '../../server/store/sql/plugin-sessions.ts';
import { newPhone, type TestPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();
const yearMs = 365 * 86_400_000;

async function atTheOffer(look = {}): Promise<TestPhone> {
  const phone = await newPhone(world(), look);
  await phone.open('claim', { stock_id: 'test001' });
  await phone.button(/^立即领取/).waitFor();
  return phone;
}

async function couponsOf(phone: TestPhone): Promise<number> {
  const { read } = world().server.context.database;
  return (await read.all('SELECT 1 FROM coupon WHERE user_code = ?', [phone.userCode])).length;
}

describe('without a network', () => {
  it('the page says so and comes back by itself', async () => {
    const phone = await atTheOffer();
    await phone.context.setOffline(true);
    await phone.tap('我的券');
    await phone.text('网络没有连上').waitFor();
    await phone.button('返回出行服务').waitFor();
    await phone.context.setOffline(false);
    await phone.text('还没有可使用的券').waitFor();
  });

  it('nobody is signed in until it is back', async () => {
    const phone = await newPhone(world());
    await phone.context.setOffline(true);
    await phone.open('claim', { stock_id: 'test001' });
    await phone.text('网络没有连上').waitFor();
    await phone.context.setOffline(false);
    await phone.button(/^立即领取/).waitFor();
  });

  it('a claim waits for the second tap and is one coupon', async () => {
    const phone = await atTheOffer();
    await phone.context.setOffline(true);
    await phone.tap(/^立即领取/);
    await phone.text(/还不确定是否领到/).waitFor();
    expect(await phone.text('领取成功').count()).toBe(0);
    await phone.context.setOffline(false);
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    expect(await couponsOf(phone)).toBe(1);
  });

  it('a code that is shown stays until it is stale', async () => {
    const phone = await atTheOffer();
    await phone.tap(/^立即领取/);
    await phone.tap(/^去使用/);
    await phone.text('请向店员出示此码').waitFor();
    await phone.context.setOffline(true);
    await phone.remote('hide()');
    await phone.remote('show()');
    await phone.text(/(\d{4} ){4}\d{4}/).waitFor();
    expect(await phone.text('券码已失效').count()).toBe(0);
  });
});

describe('a claim whose answer is lost', () => {
  it('is shown as claimed and is one coupon', async () => {
    const phone = await atTheOffer({ patienceMs: 1_500 });
    world().way.fail({ interface: 'claim', kind: 'answer-lost' });
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    expect(await couponsOf(phone)).toBe(1);
  });

  it('can be made again where the offers do not answer either', async () => {
    const phone = await atTheOffer({ patienceMs: 1_500 });
    world().way.fail({ interface: 'claim', kind: 'answer-lost' });
    world().way.fail({ interface: 'offers', kind: 'silent' });
    await phone.tap(/^立即领取/);
    await phone.text(/还不确定是否领到/).waitFor();
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    expect(await couponsOf(phone)).toBe(1);
  });
});

describe('a session that ends', () => {
  it('in the middle of a claim is opened anew', async () => {
    const phone = await atTheOffer();
    await endAllSessions();
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    expect(await couponsOf(phone)).toBe(1);
  });

  it('while the code is shown costs nothing', async () => {
    const phone = await atTheOffer();
    await phone.tap(/^立即领取/);
    await phone.text('领取成功').waitFor();
    await endAllSessions();
    await phone.tap(/^去使用/);
    await phone.text('请向店员出示此码').waitFor();
  });
});

describe('a page of a proxy instead of an answer', () => {
  it('is an error with another try', async () => {
    const phone = await newPhone(world());
    world().way.fail({ interface: 'offers', kind: 'gateway' });
    await phone.open('claim', { stock_id: 'test001' });
    await phone.text('没有加载出来').waitFor();
    await phone.tap('重试');
    await phone.button(/^立即领取/).waitFor();
  });

  it('does not unsettle the page that is pulled down', async () => {
    const phone = await atTheOffer();
    world().way.fail({ interface: 'offers', kind: 'gateway' });
    await phone.remote('pullDown()');
    await phone.button(/^立即领取/).waitFor();
  });
});

async function endAllSessions(): Promise<void> {
  const { database } = world().server.context;
  await database.transaction((tx) => deletePluginSessions(tx, 0, Date.now() + yearMs));
}
