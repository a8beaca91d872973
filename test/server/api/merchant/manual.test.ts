// doc/merchant-api.md: its calls are made as they stand there, one after another, and its program is run.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleMerchantKey } from '../../../../server/demo/sample.ts';
import { type MerchantAction, merchantActions } from '../../../../shared/merchant/actions.ts';
import { claimFor, newCustomer } from '../../../kit/merchant.ts';
import { vector } from '../../../shared/merchant/samples.ts';
import { expectData } from './expect.ts';
import { sharedShop } from './shop.ts';

const root = join(__dirname, '../../../..');
const page = readFileSync(join(root, 'doc/merchant-api.md'), 'utf8');
const calls = Array.from(page.matchAll(/^till (\S+) '(.*)'$/gm), ([, action, params]) => ({
  action: action as MerchantAction,
  params: params ?? '',
}));
const program = /^```ts\n(.*?)^```$/ms.exec(page)?.[1] ?? '';

const shop = sharedShop();
const key = { ...sampleMerchantKey, account: 'naixue' };
/** Is there already, with something in the wallet. */
const demoCustomer = () => newCustomer(shop().server.context, 'u1');

describe('the manual', () => {
  it('prints the published signature', () => {
    const { openId, grantCode, nonce, timestamp } = vector.parts;
    for (const text of [vector.openKey, vector.urlEncoded, `\`${vector.token}\``])
      expect(page).toContain(text);
    expect(page).toContain(`grantCode=${grantCode}&nonce=${nonce}&openId=${openId}&timestamp=${timestamp}`);
  });

  it('calls every action once', () => {
    expect(calls.map(({ action }) => action).sort()).toEqual(Object.keys(merchantActions).sort());
  });

  it('makes calls that all succeed in their order', async () => {
    const { customerId, userCode } = await demoCustomer();
    const { couponId } = await claimFor(shop().server.context, 'test001', userCode);
    for (const { action, params } of calls) {
      const code = params.includes('<code>') ? await shop().code(couponId) : '';
      const whole = params
        .replace('<customer_id>', customerId)
        .replace('<coupon_id>', couponId)
        .replace('<code>', code);
      expectData(action, await shop().call(action, JSON.parse(whole), { key }));
    }
  });

  it('shows a program that runs', async () => {
    // Another process: it signs by the clock on the wall.
    shop().clock.set(Date.now());
    await shop().pass(0);
    const { customerId } = await demoCustomer();
    const args = ['--input-type=module-typescript', '--eval', program, 'merchant', customerId];
    const env = { ...process.env, URL: shop().server.url };
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
    expect(stdout).toBe('119.00\n');
  });
});
