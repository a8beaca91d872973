// A day of everything at once over HTTP: in the evening 出行服务 has every coupon as we have it, and all our sums agree.
// The same day again: DAY_SEED.
import { disagreements } from '../kit/disagreements.ts';
import { compare } from './day/compare.ts';
import { createDice } from './day/dice.ts';
import { drain, openShop } from './day/shop.ts';
import { passDay } from './day/traffic.ts';

const seed = Number(process.env['DAY_SEED'] ?? Date.now() % 1_000_000);

test(`after a day of traffic both sides have the same (DAY_SEED=${seed})`, async () => {
  const shop = await openShop(seed);
  const memory = await passDay(shop, createDice(seed));
  await drain(shop);

  // Whoever asked was answered, and never that we are at fault; and the day had something of everything.
  const { answers } = memory;
  expect(Object.keys(answers).filter((key) => /undefined$| 5\d{4,5}$/.test(key))).toEqual([]);
  for (const what of ['claim', 'issue', 'consume', 'reverse', 'freeze', 'deactivate'])
    expect(answers[`${what} 0`]).toBeGreaterThan(5);

  const { told, differences } = await compare(shop, memory);
  expect(differences).toEqual([]);
  expect(told).toBeGreaterThan(50);
  expect(await disagreements(shop.server.context.database.read)).toEqual([]);
}, 240_000);
