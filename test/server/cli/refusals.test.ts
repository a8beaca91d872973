// Calls that are wrong: each ends with 2, prints nothing on stdout, says what is wrong, and changes nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliKit, createCliKit, issueCoupon, setUp, setUpStock, stockJson } from './kit.ts';

let kit: CliKit;
let coupon: string;
let event: string;
let customer: string;
beforeAll(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit);
  await kit.json('merchant', 'credential', 'add', '--account', 'm', '--open-id', 'OPEN1');
  coupon = await issueCoupon(kit, 'u1');
  ({ customer_id: customer } = await kit.json('customer', 'add', '--channel', '1', '--user', 'u1'));
  [{ event_id: event }] = await kit.json('deliveries', 'list');
  writeFileSync(join(kit.dataDir, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
});
afterAll(() => kit.remove());

const create = 'stock create --file -';
const claim = 'simulator claim --stock t1 --user u1';

const wrong: readonly (readonly [call: string, says: string, stdin?: string])[] = [
  // commands and options
  ['', 'Usage: sp'],
  ['nonsense', "unknown command 'nonsense'"],
  ['chanel list', 'Did you mean channel?'],
  ['stock', 'Usage: sp stock'],
  ['stock explode t1', "unknown command 'explode'"],
  ['stock list --verbose', "unknown option '--verbose'"],
  ['stock list t1', 'too many arguments'],
  ['stock list --tenant', "option '--tenant <tenant_id>' argument missing"],
  ['stock list --tenant nobody', 'there is no tenant nobody'],
  // channels
  ['channel set', "missing required argument 'app_channel_id'"],
  ['channel set one', 'whole number'],
  ['channel set -1', 'whole number'],
  ['channel set 4294967296', 'whole number'],
  ['channel set 5 --tenant new', 'give its mini-program with --app-id'],
  [`channel set 1 --app-id ${'x'.repeat(33)}`, '1 to 32 characters'],
  ['channel set 1 --callback-base nonsense', 'is not a URL'],
  ['channel set 1 --callback-base ftp://example.com', 'must begin with https://'],
  ['channel set 1 --callback-base https://u:p@example.com', 'user name'],
  ['channel set 1 --review maybe', 'on, off'],
  ['channel set 1 --invalid-status drop', 'map-4-to-3, send-4, skip'],
  ['channel set 1 --cut-to-price free', 'refuse, as-fixed-normal'],
  ['channel set 1 --callback-path stock.query=/x', 'stock.rsync'],
  ['channel set 1 --callback-path stock.rsync=x', 'begin with /'],
  ['channel set 1 --code badParameter=1', 'stockNotFound'],
  ['channel set 1 --code stockNotFound=zero', 'whole number'],
  ['channel set 1 --code stockNotFound', 'name=value'],
  // credentials
  ['credential add --api-key KEY1', 'api_key KEY1 exists already'],
  ['credential add --scheme rot13', 'md5-suffix, hmac-sha256-suffix'],
  ['credential add --secret-stdin', 'one line of 1 to 256', ''],
  ['credential add --secret-stdin', 'one line of 1 to 256', 'two\nlines'],
  ['credential add --tenant nobody', 'there is no tenant nobody'],
  ['credential rotate', "missing required argument 'api_key'"],
  ['credential rotate NOBODY', 'there is no credential NOBODY'],
  ['credential rotate KEY1 --api-key KEY1', 'exists already'],
  ['credential rotate KEY1 --overlap soon', '24h or 7d'],
  ['credential disable NOBODY', 'there is no credential NOBODY'],
  // stocks
  ['stock create', "required option '--file <file>' not specified"],
  ['stock create --file /no/such/file', 'there is no such file'],
  ['stock create --file /', 'it is a directory'],
  ['stock create --file DATA_DIR/binary', 'is not UTF-8'],
  [create, 'is not JSON', '{'],
  [create, 'is not JSON', ''],
  [create, 'must be a JSON object', '[]'],
  [create, 'stock_id: stands in the body twice', '{"stock_id":"a","stock_id ":"b"}'],
  [create, 'larger than 64 KB', stockJson('t2', { padding: 'x'.repeat(70_000) })],
  [create, 'coupon_name: is required', stockJson('t2', { coupon_name: undefined })],
  [
    create,
    'available_end_time: is before',
    stockJson('t2', { available_end_time: '2000-01-01T00:00:00+08:00' }),
  ],
  [
    create,
    'fixed_normal_coupon.coupon_amount',
    stockJson('t2', { fixed_normal_coupon: { coupon_amount: 1.5 } }),
  ],
  [create, 'stock t1 exists already', stockJson('t1')],
  [create, 'channel 7 is not set up', stockJson('t2', { app_channel_id: 7 })],
  ['stock change --file -', 'there is no stock t2', stockJson('t2')],
  [
    'stock change --file -',
    'what they are worth cannot change',
    stockJson('t1', { fixed_normal_coupon: { coupon_amount: 1 } }),
  ],
  ['stock show t2', 'there is no stock t2'],
  ['stock activate t2', 'there is no stock t2'],
  ['stock activate t1', 'stock t1 is running: it cannot activate now'],
  ['stock resume t1', 'cannot resume now'],
  [`stock show ${'x'.repeat(31)}`, '1 to 30 characters'],
  ['stock stores t2', 'there is no stock t2'],
  ['stock stores t2 --everywhere', 'there is no stock t2'],
  ['stock stores t1 --only 404', 'there is no store 404'],
  ['stock stores t1 --only', 'argument missing'],
  ['stock stores t1 --only 001 --everywhere', 'cannot be used with'],
  // stores
  ['store add 001', "required option '--name <name>' not specified"],
  [`store add ${'x'.repeat(65)} --name x`, '1 to 64 characters'],
  [`store add 001 --name ${'x'.repeat(65)}`, '1 to 64 characters'],
  // merchants
  ['merchant credential add', "required option '--account <account>' not specified"],
  ['merchant credential add --account a.b', '1 to 32 letters, digits, _ or -'],
  ['merchant credential add --account operator', 'operators redeem in that name'],
  ['merchant credential add --account new --open-id OPEN1', 'open_id OPEN1 exists already'],
  ['merchant credential add --account m --allow-ip 10.0.0.0/33', 'IP address or a range'],
  ['merchant credential add --account m --key-stdin', 'one line of 1 to 256', ''],
  ['merchant credential rotate', "missing required argument 'open_id'"],
  ['merchant credential rotate NOBODY', 'there is no merchant credential NOBODY'],
  ['merchant credential rotate OPEN1 --overlap soon', '24h or 7d'],
  ['merchant credential disable NOBODY', 'there is no merchant credential NOBODY'],
  ['merchant account set operator', 'operators redeem in that name'],
  ['merchant account set m --take all', 'recharge-first, gift-first, proportional'],
  ['merchant account set m --booking nobody', 'head-office, store, gift-at-store'],
  ['merchant account set m --answers json', 'typed, samples'],
  // coupons
  ['coupon issue --user u2', "required option '--stock <stock_id>' not specified"],
  ['coupon issue --stock t1', "required option '--user <user_code>' not specified"],
  ['coupon issue --stock t2 --user u2', 'stock not found (410001)'],
  ['coupon issue --stock t1 --user u1', 'the limit per user is reached (410004)'],
  ['coupon issue --stock t1 --user u2 --phone 12345', '11 digits'],
  [`coupon issue --stock t1 --user ${'x'.repeat(33)}`, '1 to 32 characters'],
  ['coupon show 404', 'there is no coupon 404'],
  ['redeem 404', 'there is no coupon 404'],
  ['coupon invalidate 404 --reason x', 'there is no coupon 404'],
  ['coupon invalidate 404', "required option '--reason <text>' not specified"],
  ['reverse COUPON', 'cannot be reversed: it is not used'],
  ['reverse 404', 'nothing was redeemed with bizId 404'],
  ['reverse 车', '1 to 64 characters without blanks'],
  ['reverse', "missing required argument 'biz_id'"],
  ['redeem', "missing required argument 'code|coupon_id'"],
  ['redeem 12345678901234567890', 'the code stands for no coupon, or is too old'],
  ['redeem 1234 5678 9012 3456 7890', 'the code stands for no coupon, or is too old'],
  ['redeem 1234 5678', 'there is no coupon 1234 5678'],
  ['coupon code 404', 'there is no coupon 404'],
  ['coupon freeze 404', 'there is no coupon 404'],
  ['coupon freeze COUPON --for soon', '24h or 7d'],
  ['coupon freeze COUPON --for 0', 'longer than nothing'],
  ['coupon unfreeze 404', 'there is no coupon 404'],
  // customers and wallets
  ['customer add --channel 1', "required option '--user <user_code>' not specified"],
  ['customer add --channel 7 --user u2', 'there is no channel 7'],
  ['customer show', 'say who is meant'],
  ['customer show --channel 1', 'say who is meant'],
  ['customer show CUSTOMER --channel 1 --user u1', 'say who is meant'],
  ['customer show 404', 'there is no customer 404'],
  ['customer show --channel 1 --user u2', 'is no customer yet'],
  ['customer erase --user u1', "required option '--channel <app_channel_id>' not specified"],
  ['customer erase --channel 1', "required option '--user <user_code>' not specified"],
  ['customer erase CUSTOMER --channel 1 --user u1', 'too many arguments'],
  ['customer erase --channel 7 --user u1', 'there is no channel 7'],
  ['wallet topup CUSTOMER', 'nothing would change'],
  ['wallet topup CUSTOMER --points 0', 'nothing would change'],
  ['wallet topup CUSTOMER --recharge -5', 'yuan with at most two decimals'],
  ['wallet topup CUSTOMER --recharge 1.005', 'yuan with at most two decimals'],
  ['wallet topup CUSTOMER --points 1.5', 'whole number'],
  ['wallet topup 404 --points 1', 'there is no customer 404'],
  ['wallet adjust CUSTOMER --points 1', "required option '--reason <text>' not specified"],
  ['wallet adjust CUSTOMER --reason x', 'nothing would change'],
  ['wallet adjust CUSTOMER --recharge -0.01 --reason x', 'the balance is too small for that'],
  ['wallet adjust CUSTOMER --points -1 --reason x', 'there are not so many points'],
  ['wallet adjust CUSTOMER --gift --5 --reason x', '12.30 or -5.00'],
  ['wallet adjust CUSTOMER --points 1e3 --reason x', '30 or -30'],
  ['wallet ledger 404', 'there is no customer 404'],
  ['wallet ledger CUSTOMER --limit 0', 'from 1 to 10000'],
  ['wallet password CUSTOMER', 'say --remove'],
  ['wallet password CUSTOMER --stdin --remove', 'cannot be used with'],
  ['wallet password CUSTOMER --stdin', 'at least 4 characters', 'abc'],
  ['wallet password CUSTOMER --stdin', 'one line of 1 to 256', ''],
  ['wallet password 404 --remove', 'there is no customer 404'],
  // deliveries
  ['deliveries list --state late', 'pending, dead, done, closed, all'],
  ['deliveries list --limit 0', 'from 1 to 10000'],
  ['deliveries list --coupon 404', 'there is no coupon 404'],
  ['deliveries show 404', 'there is no delivery 404'],
  ['deliveries replay', 'say which dead letters'],
  ['deliveries replay EVENT --all', 'say which dead letters'],
  ['deliveries replay EVENT', 'is pending: only dead letters are replayed'],
  ['deliveries replay 404', 'there is no delivery 404'],
  ['deliveries close EVENT', "required option '--reason <text>' not specified"],
  ['deliveries close 404 --reason x', 'there is no delivery 404'],
  // the simulator's calls
  ['simulator query', "required option '--stock <stock_id>' not specified"],
  ['simulator explode', 'too many arguments'],
  ['simulator --port 70000', 'from 0 to 65535'],
  [`${claim} --url nonsense`, 'must look like http://'],
  [`${claim} --secret s`, '--secret needs the --api-key'],
  [`${claim} --api-key NOBODY`, 'no active credential NOBODY'],
  [`${claim} --url http://127.0.0.1:9`, 'http://127.0.0.1:9 does not answer'],
  ['simulator deactivate --stock t1 --user u1 --coupon c --status 2', 'from 3 to 4'],
  ['simulator batch-deactivate --user u1 --coupon t1', 'stock_id:coupon_id'],
];

it.each(wrong.map(([call, says, stdin]) => ({ call, says, stdin })))(
  'refuses "$call": $says',
  async ({ call, says, stdin }) => {
    const words = call.split(' ').filter((word) => word !== '');
    const argv = words.map((word) =>
      word
        .replace('DATA_DIR', kit.dataDir)
        .replace('COUPON', coupon)
        .replace('EVENT', event)
        .replace('CUSTOMER', customer),
    );
    const before = await kit.dump();
    for (const json of [[], ['--json']]) {
      const ran = await kit.runWith(stdin === undefined ? {} : { stdin }, ...json, ...argv);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain(says);
    }
    expect(await kit.dump()).toBe(before);
  },
);

it('reports all problems of the settings at once', async () => {
  const ran = await kit.runWith({ env: { PORT: 'x', LOG_LEVEL: 'loud' } }, 'stock', 'list');
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toMatch(/PORT must be.*\nLOG_LEVEL must be/);
});

it('makes nothing for a first channel that it refuses', async () => {
  const fresh = createCliKit();
  expect(await fresh.run('channel', 'set', '1')).toMatchObject({ code: 2, stdout: '' });
  expect((await fresh.run('credential', 'list')).stderr).toContain('nothing is set up yet');
  fresh.remove();
});

it('prints help on stdout and succeeds', async () => {
  for (const argv of [['--help'], ['help', 'stock'], ['stock', 'create', '--help']]) {
    const ran = await kit.run(...argv);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('Usage: sp');
  }
});
