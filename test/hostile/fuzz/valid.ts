// What a door's fields hold where nothing is wrong with them.
import type { Door } from '../../kit/doors.ts';
import type { Things, Town } from './town.ts';

export function validFor({ things, visits, visitor }: Town, door: Door): Things {
  // Good once.
  if (door.key.endsWith('/session')) return { ...things, code: visits.wechat.issueCode(visitor.openpid) };
  if (/reverse$/i.test(door.name)) return { ...things, bizId: things['doneBizId'] };
  if (door.wire === 'merchant' && door.name.startsWith('communal.user.coupons-vertify')) {
    const { amount: _, points: __, ...rest } = things;
    return { ...rest, bizId: `${things['bizId']}v`, couponsCardList: [things['verifiedCouponId']] };
  }
  return things;
}
