// What it takes to call commands with canaries: coupons, codes, customers and complaints that are made for a call.
import { type Json, jsonOf } from '../kit/cli.ts';
import { waitUntil } from '../kit/pause.ts';
import { emptyTarget } from '../server/store/copy/targets.ts';
import { canaries } from './canaries.ts';
import type { Call, Passing } from './commands.ts';
import { type Called, cardId, type Mine, shopId } from './mine.ts';

/** What a command answers as JSON. */
const ofJson = (called: Called): Json => jsonOf(called.argv, called);

/** Of a key or password that is read from standard input. */
export const badSecret = (argv: readonly string[], secret: string): Call[] => [
  { argv, stdin: `${secret}\nand a second line` },
  { argv, stdin: `${secret} with blanks` },
];

let made = 0;

/** A coupon of its own for each call, with a phone number. */
export async function issued({ sp, party }: Mine): Promise<{ couponId: string; user: string }> {
  made += 1;
  const user = `issued-${made}`;
  const coupon = ofJson(await sp(['coupon', 'issue', ...issueTo(party.stockId, user)]));
  return { couponId: coupon.coupon_id, user };
}

export const issueTo = (stockId: string, user: string, phone: string = canaries.issuedPhone): string[] => [
  ...['--stock', stockId, '--user', user, '--phone', phone],
];

export const onCoupon = (...more: string[]): Passing => ({
  good: async (mine) => ({ argv: [(await issued(mine)).couponId, ...more] }),
});

export async function customerOf({ sp }: Mine, user = 'u-customer'): Promise<string> {
  const customer = ofJson(await sp(['customer', 'add', '--channel', '1', '--user', user]));
  return customer.customer_id;
}

export async function codeOfNew(mine: Mine): Promise<string> {
  const { couponId } = await issued(mine);
  const ran = await mine.sp(['coupon', 'code', couponId]);
  const { code } = ofJson(ran);
  mine.wasShown(ran, code);
  return code;
}

export async function redeemedBizId(mine: Mine): Promise<string> {
  const redeemed = ofJson(await mine.sp(['redeem', await codeOfNew(mine)]));
  return redeemed.biz_id;
}

/** The event of a call that the peer has complained about, repeating it. */
export async function complainedOf(mine: Mine): Promise<string> {
  await issued(mine);
  const { read } = mine.world.visits.server.context.database;
  const find = () =>
    read.all<{ event_id: string }>("SELECT event_id FROM delivery_attempt WHERE message LIKE '%blocked%'");
  await waitUntil('a complaint of the peer is stored', async () => (await find()).length > 0);
  const [found] = await find();
  return found?.event_id ?? '';
}

export const simulated = (argv: (mine: Mine) => Promise<readonly string[]>): Passing => ({
  async good(mine) {
    const { url } = mine.world.visits.server;
    return { argv: [...(await argv(mine)), '--url', url, '--api-key', 'CANARY', ...withSecret] };
  },
  wrong: [
    // Nobody listens there.
    {
      argv: [
        ...['--stock', 's', '--user', 'u', '--coupon', 's:c'],
        '--url',
        'http://127.0.0.1:1',
        ...withSecret,
      ],
    },
    { argv: withSecret },
  ],
});

const withSecret = ['--secret', canaries.apiSecret];

/** An address where nobody listens, with a password in it. */
export const awayFor = (protocol: string): string =>
  `${protocol}://canary:${canaries.databasePassword}@127.0.0.1:1/away`;

/** To a database that is there, where the run has one; otherwise it is refused. */
export const copied = (name: string): Passing => ({
  on: 'postgres',
  async good({ world, targets }, form) {
    if (world.visits.server.context.database.dialect.name === 'sqlite')
      return { argv: ['--to', awayFor('postgres')] };
    const to = targets.get(`${name} ${form}`) ?? (await emptyTarget());
    targets.set(`${name} ${form}`, to);
    return { argv: ['--to', to] };
  },
  wrong: [{ argv: ['--to', awayFor('postgres')] }, { argv: ['--to', awayFor('postgre')] }],
});

export const putCard: readonly string[] = [
  ...['--shop', String(shopId), '--card', cardId, '--describe', '10元代金券'],
  ...['--from', '2026-02-01 08:00', '--to', '2099-02-08 08:00'],
];

/** WeChat refuses its secret. */
export function otherApp(...argv: string[]): Call {
  const env = { WECHAT_APP_ID: 'wxother0123456789', WECHAT_APP_SECRET: canaries.otherAppSecret };
  return { argv, env };
}
