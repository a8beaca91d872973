// Whether the counters that keep stocks and users within their limits agree with the coupons themselves.
import type { Context } from '../../context.ts';
import { countMiscountedUsers, findMiscounted } from '../../store/sql/doctor-counts.ts';
import { type Finding, fail, orOk } from './finding.ts';

const shown = 10;
const advice = 'pause the stock, keep a copy of the store, and report this: it must not happen';

export async function checkCounters({ database }: Context): Promise<readonly Finding[]> {
  const stocks = await findMiscounted(database.read, shown);
  const found = stocks.map(({ stockId, counted, coupons, byUsers }) =>
    fail(
      'counters',
      `stock ${stockId} has ${coupons} coupons, but counts ${counted}, and its users ${byUsers}`,
      advice,
    ),
  );
  const users = await countMiscountedUsers(database.read);
  if (users > 0)
    found.push(
      fail('counters', `${users} users hold another number of coupons than is counted or allowed`, advice),
    );
  return orOk('counters', 'agree with the coupons, for every stock and user', found);
}
