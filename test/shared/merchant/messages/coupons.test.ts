// The messages about coupons alone: redeeming, asking, holding and undoing.
import { UseStatus } from '../../../../shared/merchant/vocabulary.ts';
import { readData, readParams } from '../read.ts';
import { newStatusAnswerSample } from '../samples.ts';

describe('user.coupon-new-status', () => {
  const read = (params: object) => readParams('user.coupon-new-status', params);

  it.each(Object.values(UseStatus))('filters by state %i', (useStatus) => {
    expect(read({ customerId: 1, useStatus: String(useStatus) })).toEqual({ customerId: '1', useStatus });
  });

  it.each<[object, string]>([
    [{}, 'customerId: is required'],
    [{ customerId: '' }, 'customerId: is required'],
    [{ customerId: '1', useStatus: 3 }, 'useStatus: must be 0, 1, 2, 6 or 7'],
    [{ customerId: '1', cardId: 'a b' }, 'cardId: must be 1 to 64 characters without blanks'],
  ])('refuses %j', (params, problem) => expect(read(params)).toBe(problem));

  it('answers one coupon or a list', () => {
    const { data } = JSON.parse(newStatusAnswerSample);
    const coupon = { ...data, useStatus: 0 };
    expect(readData('user.coupon-new-status', data)).toEqual(coupon);
    expect(readData('user.coupon-new-status', [data, { ...data, templateId: 951 }])).toEqual([
      coupon,
      coupon,
    ]);
    expect(readData('user.coupon-new-status', [])).toEqual([]);
    expect(readData('user.coupon-new-status', {})).toBe('must be a coupon or a list of coupons');
  });
});

describe('communal.user.coupons-vertify', () => {
  const read = (params: object) => readParams('communal.user.coupons-vertify', params);
  const whole = { bizId: 'b1', customerId: '1', couponsCardList: '1,2' };

  it('reads coupons and what they were used for', () => {
    const ext = { channelType: '1', multiStoreId: '2', multiStoreMark: 'S1', orderNo: 'o1', reason: '消费' };
    expect(
      read({
        ...whole,
        ext: { ...ext, multiStoreId: 2, more: 1 },
        multiMark: 'S2',
        useCount: '1',
        amount: '1230',
        orderAmount: 5000,
        thirdOrderNo: 't1',
        tradeMarks: ['x'],
      }),
    ).toEqual({
      bizId: 'b1',
      customerId: '1',
      couponsCardList: ['1', '2'],
      ext,
      multiMark: 'S2',
      useCount: 1,
      amount: 1230,
      orderAmount: 5000,
      thirdOrderNo: 't1',
    });
  });

  it.each(['', null, []])('takes an ext of %j for none', (ext) => {
    expect(read({ ...whole, ext })).toMatchObject({ ext: undefined });
  });

  it('needs no customer beside scan codes', () => {
    expect(read({ bizId: 'b1', type: 1, couponsCardList: '1' })).toMatchObject({ type: 1 });
    expect(read({ bizId: 'b1', couponsCardList: '1' })).toBe('customerId: is required');
  });

  it.each<[object, string]>([
    [{ ...whole, bizId: '' }, 'bizId: is required'],
    [{ ...whole, couponsCardList: '' }, 'couponsCardList: is required'],
    [{ ...whole, couponsCardList: ['1', 1] }, 'couponsCardList[1]: stands there twice'],
    [{ ...whole, useCount: 2 }, 'useCount: must be 1 to 1'],
    [{ ...whole, amount: '12.30' }, 'amount: must be an integer'],
    [{ ...whole, amount: -1 }, 'amount: must be at least 0'],
    [{ ...whole, orderAmount: '-1' }, 'orderAmount: must be at least 0'],
    [{ ...whole, ext: 'S1' }, 'ext: must be an object'],
    [{ ...whole, ext: { orderNo: 'x'.repeat(129) } }, 'ext.orderNo: must be 1 to 128 characters'],
  ])('refuses %j', (params, problem) => expect(read(params)).toBe(problem));

  it('answers which coupons were redeemed', () => {
    const data = { bizId: 'b1', cardIdList: ['1', '2'] };
    expect(readData('communal.user.coupons-vertify', { ...data, cardIdList: [1, 2] })).toEqual(data);
  });
});

describe.each(['communal.user.consume-reverse', 'communal.coupon.coupon-reverse'] as const)(
  '%s',
  (action) => {
    it('names what to undo by its bizId', () => {
      const params = { bizId: 'b1', channel: 'c', operatorId: 7, operatorName: '李四', reason: '退货' };
      expect(readParams(action, params)).toEqual({ ...params, operatorId: '7' });
      expect(readParams(action, {})).toBe('bizId: is required');
      expect(readParams(action, { bizId: '1', reason: 'x'.repeat(129) })).toBe(
        'reason: must be 1 to 128 characters',
      );
    });

    it('answers what was given back', () => {
      const data = {
        bizId: 'b1',
        couponsCardList: ['1'],
        gift_amount: '1.00',
        recharge_amount: '2.00',
        total_amount: '3.00',
        change_gift_amount: '0.00',
        change_recharge_amount: '2.00',
      };
      expect(readData(action, data)).toEqual(data);
    });
  },
);

describe('coupon.off-coupon', () => {
  const code = '12019120208902619948';

  it.each([code, '1201 9120 2089 0261 9948', ` ${code}\n`])('reads the code %j', (given) => {
    expect(readParams('coupon.off-coupon', { code: given, deviceSn: 5 })).toEqual({ code, deviceSn: '5' });
  });

  it.each(['', ' ', null, undefined])('asks for a code where %j came', (given) => {
    expect(readParams('coupon.off-coupon', { code: given })).toBe('code: is required');
  });

  it.each(['1'.repeat(19), '1'.repeat(21), `${code.slice(1)}x`, '１'.repeat(20), 123, {}])(
    'refuses the code %j',
    (given) => expect(readParams('coupon.off-coupon', { code: given })).toBe('code: must be 20 digits'),
  );

  it('answers coupon and stock together', () => {
    const data = {
      id: '1',
      user_id: '2',
      coupon_id: '3',
      start_at: 1_575_216_000,
      end_at: 1_575_302_399,
      status: 0,
      verify_code: code,
      created_at: 1_575_216_000,
      is_lock: 1,
      coupon: {
        id: '3',
        title: '代金券',
        amount: '10.00',
        coupon_type: 0,
        min_amount_use: 99.5,
        desc: '',
        shop_range_type: 1,
      },
      useStatus: 0,
    };
    expect(readData('coupon.off-coupon', data)).toEqual(data);
    const { is_lock: _, useStatus: __, ...theirs } = data;
    expect(readData('coupon.off-coupon', { ...theirs, id: 1, status: '0' })).toEqual(theirs);
    expect(readData('coupon.off-coupon', { ...data, coupon: [] })).toBe('coupon: must be an object');
  });
});

describe('communal.coupon.coupon-detail', () => {
  it('names the coupon as the documents do', () => {
    expect(readParams('communal.coupon.coupon-detail', { userCouponCode: 1 })).toEqual({
      userCouponCode: '1',
    });
    expect(readParams('communal.coupon.coupon-detail', {})).toBe('userCouponCode: is required');
  });

  it('answers all of the coupon', () => {
    const data = {
      id: '1',
      templateId: 'test001',
      title: '代金券',
      channel: 'naixue',
      customerId: '2',
      createdAt: '2019-10-15 17:10:28',
      gainTime: '2019-10-15 17:10:28',
      beginAt: '2019-10-15 00:00:00',
      endAt: '2019-11-03 23:59:59',
      useStatus: 2,
      useTime: '',
      bizId: 'b1',
      sellerName: '一号店',
      extra: '',
      instructions: '满100可用',
      couponType: '0',
      amount: '10.00',
      minAmount: '100.00',
      stores: ['S001'],
      frozenUntil: '2019-10-15 17:20:28',
    };
    expect(readData('communal.coupon.coupon-detail', data)).toEqual(data);
    expect(readData('communal.coupon.coupon-detail', { ...data, id: '' })).toBe('id: is required');
  });
});

describe('communal.coupon.freeze', () => {
  const read = (params: object) => readParams('communal.coupon.freeze', params);

  it('holds for ten minutes unless told', () => {
    expect(read({ couponId: '1', bizId: 'b' })).toEqual({ couponId: '1', bizId: 'b', seconds: 600 });
    expect(read({ cardId: 1, bizId: 'b', seconds: '86400' })).toEqual({
      couponId: '1',
      bizId: 'b',
      seconds: 86_400,
    });
    expect(read({ couponId: '1', cardId: 1, bizId: 'b', seconds: '' })).toMatchObject({ seconds: 600 });
  });

  it.each<[object, string]>([
    [{ bizId: 'b' }, 'couponId: is required'],
    [{ couponId: '1' }, 'bizId: is required'],
    [{ couponId: '1', cardId: '2', bizId: 'b' }, 'couponId: is another one than cardId'],
    [{ couponId: '1', bizId: 'b', seconds: 0 }, 'seconds: must be 1 to 86400'],
    [{ couponId: '1', bizId: 'b', seconds: 86_401 }, 'seconds: must be 1 to 86400'],
  ])('refuses %j', (params, problem) => expect(read(params)).toBe(problem));

  it('answers until when', () => {
    const data = { cardId: '1', bizId: 'b', frozenUntil: '2019-10-15 17:20:28' };
    expect(readData('communal.coupon.freeze', data)).toEqual(data);
  });
});

describe('communal.coupon.unfreeze', () => {
  it('names the coupon and its holder', () => {
    const read = (params: object) => readParams('communal.coupon.unfreeze', params);
    expect(read({ cardId: '1', bizId: 'b' })).toEqual({ couponId: '1', bizId: 'b' });
    expect(read({ bizId: 'b' })).toBe('couponId: is required');
    expect(readData('communal.coupon.unfreeze', { cardId: 1 })).toEqual({ cardId: '1' });
  });
});
