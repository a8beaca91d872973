// What tills do over a network that fails: consume, take back, and each call again with the same bizId until it is answered.
import { randomInt, randomUUID } from 'node:crypto';
import type { GivenParamsOf } from '../../shared/merchant/actions.ts';
import { isWorthRetrying, type MerchantCallAnswer } from '../../shared/merchant/call-answer.ts';
import { createMerchantClient, type MerchantClient } from '../../shared/merchant/client.ts';
import { formatYuan } from '../../shared/merchant/money.ts';
import { type TakenFunds, toldOf } from '../crash/redeeming-load.ts';
import type { World } from './peers.ts';
import { persist } from './persist.ts';

type Order = GivenParamsOf<'communal.user.consume'> & { readonly bizId: string };

export async function playTill(world: World, url: string): Promise<void> {
  const { key, timeoutMs, finishing, tills } = world;
  const till = createMerchantClient({ baseUrl: url, credential: key, fetch, timeoutMs, attempts: 2 });
  while (!finishing()) {
    const order = newOrder(world);
    const told = await askFor(world, () => till.call('communal.user.consume', order));
    if (told === undefined) return;
    const refused = 'refused' in told.answer;
    tills.consumeAnswered(order.bizId, told.answer);
    // A copy of the call may still be under way, and what was refused now may not be then: taken back, it cannot happen any more.
    if (refused ? told.asked > 1 : Math.random() < 0.4) await takeBack(world, till, order.bizId);
  }
}

async function takeBack(world: World, till: MerchantClient, bizId: string): Promise<void> {
  const told = await askFor(world, () => till.call('communal.user.consume-reverse', { bizId }));
  if (told !== undefined) world.tills.reversalAnswered(bizId, told.answer);
}

/** Two tills may want the same coupon; then one of them is refused. */
function newOrder({ customers, holdings }: World): Order {
  const [customerId, userCode] = customers[randomInt(customers.length)] ?? ['', ''];
  const held = holdings.get(userCode) ?? [];
  const couponsCardList = held.splice(-randomInt(1, 3));
  // Some are shown at two tills, or tried again later.
  if (Math.random() < 0.2) held.push(...couponsCardList);
  const amount = formatYuan(randomInt(1, 300));
  return { bizId: randomUUID().replaceAll('-', ''), customerId, couponsCardList, amount };
}

function askFor({ goOn }: World, call: () => Promise<MerchantCallAnswer<TakenFunds>>) {
  let asked = 0;
  return persist(async () => {
    const answer = await call();
    asked += answer.attempts;
    return isWorthRetrying(answer) ? undefined : toldOf(answer);
  }, goOn).then((told) => told && { ...told, asked });
}
