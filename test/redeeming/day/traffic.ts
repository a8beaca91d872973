// A day's traffic: many at once, each doing what chance says, while time goes on in steps.
import { bucketOf } from '../../../server/domain/bucket.ts';
import { aClaim } from '../../kit/builders.ts';
import { claim, deactivate } from './at-sp.ts';
import { consume, hold, reverse } from './at-till.ts';
import type { Dice } from './dice.ts';
import { type Memory, newMemory, noteAnswer } from './memory.ts';
import { type DayShop, pass } from './shop.ts';

type Deed = (shop: DayShop, memory: Memory, dice: Dice) => Promise<void>;

const deeds: readonly (readonly [weight: number, deed: Deed])[] = [
  [6, claim],
  [2, issue],
  [8, consume],
  [3, reverse],
  [2, reverseAndEnd],
  [2, hold],
  [1, deactivate],
];

const steps = 48;
const stepMs = 30 * 60_000;
const atOnce = 8;
const each = 3;

export async function passDay(shop: DayShop, dice: Dice): Promise<Memory> {
  const memory = newMemory();
  for (let step = 0; step < steps; step += 1) {
    await Promise.all(Array.from({ length: atOnce }, () => doSome(shop, memory, dice)));
    await pass(shop, stepMs);
  }
  return memory;
}

async function doSome(shop: DayShop, memory: Memory, dice: Dice): Promise<void> {
  const weighted = deeds.flatMap(([weight, deed]) => Array.from({ length: weight }, () => deed));
  for (let n = 0; n < each; n += 1) await dice.pick(weighted)?.(shop, memory, dice);
}

/** 出行服务 ends what it has yet to learn of having come back. */
async function reverseAndEnd(shop: DayShop, memory: Memory, dice: Dice): Promise<void> {
  await reverse(shop, memory, dice);
  await deactivate(shop, memory, dice);
}

/** A gift of ours, of which 出行服务 has to be told. */
async function issue({ server, stockIds }: DayShop, memory: Memory, dice: Dice): Promise<void> {
  const { claims, useCases } = server.context;
  const stockId = dice.pick(stockIds) ?? '';
  const userCode = `user${Math.floor(dice.roll() * 12)}`;
  const bucket = bucketOf(userCode, useCases.buckets);
  const asked = aClaim({ bucket, stockId, userCode, requestId: undefined, source: 'issue' });
  const outcome = await claims.claim(asked);
  noteAnswer(memory, 'issue', outcome.kind === 'refused' ? -1 : 0);
  if (outcome.kind !== 'refused')
    memory.coupons.push({ couponId: outcome.coupon.couponId, stockId, userCode });
}
