// Plays a day twice, by the rules and for real, and holds one against the other: each answer, and at the end all that is written down.
import { actOf } from './acts.ts';
import type { Command } from './commands.ts';
import { observed } from './real.ts';
import { expected } from './rules/play.ts';
import { ruledCoupons, storedCoupons } from './stored-coupons.ts';
import { ruledConsumes, ruledWallets, storedConsumes, storedWallets } from './stored-funds.ts';
import { closeDay, type Day, openDay, type World } from './world.ts';

/** @throws where they differ, with all that was done until then */
export async function playDay(world: World, commands: readonly Command[]): Promise<void> {
  const day = await openDay(world);
  try {
    await play(day, commands);
  } catch (error) {
    const acts = day.shop.acts.map((act) => JSON.stringify(act)).join('\n');
    throw new Error(`${acts}\n${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await closeDay(day);
  }
}

async function play(day: Day, commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    const act = actOf(command, day.shop);
    if (act === undefined) continue;
    const answer = expected(day.shop, act);
    expect(await observed(day, act)).toEqual(answer);
  }
  expect(await storedCoupons(day)).toEqual(ruledCoupons(day));
  expect(await storedWallets(day)).toEqual(ruledWallets(day));
  expect(await storedConsumes(day)).toEqual(ruledConsumes(day));
}
