// communal.user.consume: the two rules, what the fields become, and the answer's table.

import { readData, readParams } from '../read.ts';
import { consumeAnswerSample } from '../samples.ts';

const read = (params: object) => readParams('communal.user.consume', params);
const coupons = { bizId: 'b1', customerId: '1', couponsCardList: ['390962138708451328'] };
const money = { bizId: 'b1', customerId: '1', amount: '12.30' };
const ids = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

describe('Params of a consume', () => {
  it('become lists, fen and points', () => {
    expect(read(coupons)).toEqual({
      bizId: 'b1',
      customerId: '1',
      couponsCardList: ['390962138708451328'],
      amountFen: 0,
      points: 0,
      usePassword: false,
    });
    expect(read({ ...money, points: '5', usePassword: '1', payPassword: 123456 })).toEqual({
      bizId: 'b1',
      customerId: '1',
      couponsCardList: [],
      amountFen: 1230,
      points: 5,
      usePassword: true,
      payPassword: '123456',
    });
  });

  it('keep what describes the till', () => {
    const told = {
      channel: 'naixue',
      groupId: 7,
      appType: 'pos',
      deviceSn: 'SN 1',
      ip: '10.0.0.1',
      opType: 3,
      operatorId: 42,
      operatorName: '张三',
      productName: '奶茶',
      reason: '消费',
      remark: '少糖',
      multiMark: 'S001',
      type: '0',
    };
    expect(read({ ...money, ...told })).toMatchObject({
      ...told,
      groupId: '7',
      opType: '3',
      operatorId: '42',
      type: 0,
    });
  });

  it('drop what is not in the table', () => {
    expect(read({ ...money, whatever: 1, amountFen: 5 })).toMatchObject({ amountFen: 1230 });
    expect(read({ ...money, whatever: 1 })).not.toHaveProperty('whatever');
    expect(read(money)).not.toHaveProperty('amount');
  });

  it.each(['0', '0.00', '', 0, null])('take nothing for an amount of %p', (amount) => {
    expect(read({ ...coupons, amount })).toMatchObject({ amountFen: 0 });
    expect(read({ ...money, amount })).toBe('couponsCardList: or a positive amount is required');
  });

  it('do not live by points alone', () => {
    const { amount: _, ...pointsOnly } = { ...money, points: 5 };
    expect(read(pointsOnly)).toBe('couponsCardList: or a positive amount is required');
  });

  it('need no customer beside scan codes', () => {
    const { customerId: _, ...anonymous } = coupons;
    expect(read({ ...anonymous, type: 1 })).toMatchObject({ type: 1 });
    expect(read({ ...anonymous, type: '1', customerId: '' })).toMatchObject({ type: 1 });
    expect(read(anonymous)).toBe('customerId: is required');
    expect(read({ ...anonymous, type: 2 })).toBe('customerId: is required');
    expect(read({ bizId: 'b1', type: 1, amount: '1' })).toBe('customerId: is required');
  });

  it.each<[object, string]>([
    [{ ...money, bizId: undefined }, 'bizId: is required'],
    [{ ...money, bizId: 'b'.repeat(65) }, 'bizId: must be 1 to 64 characters without blanks'],
    [{ ...money, amount: '12.345' }, 'amount: must be yuan, such as 12.30'],
    [{ ...money, amount: '-1' }, 'amount: must be yuan, such as 12.30'],
    [{ ...money, amount: '1e3' }, 'amount: must be yuan, such as 12.30'],
    [{ ...money, points: -1 }, 'points: must be 0 to 2147483647'],
    [{ ...money, points: '1.5' }, 'points: must be an integer'],
    [{ ...money, type: 'code' }, 'type: must be an integer'],
    [{ ...money, usePassword: 'yes' }, 'usePassword: must be 1, 0, true or false'],
    [{ ...money, payPassword: 'x'.repeat(65) }, 'payPassword: must be 1 to 64 characters'],
    [{ ...money, multiMark: 'x'.repeat(129) }, 'multiMark: must be 1 to 128 characters'],
    [{ ...coupons, couponsCardList: ['1', '1'] }, 'couponsCardList[1]: stands there twice'],
    [{ ...coupons, couponsCardList: ids(51) }, 'couponsCardList: must be at most 50 ids'],
  ])('are refused as %j', (params, problem) => expect(read(params)).toBe(problem));
});

describe('data of a consume', () => {
  const data = {
    status: true,
    code: 0,
    message: '操作成功',
    bizId: 'b1',
    couponsCardList: ['1'],
    gift_amount: '0.00',
    recharge_amount: '7.70',
    total_amount: '7.70',
    change_gift_amount: '0.00',
    change_recharge_amount: '12.30',
    storeBalance: 12.3,
    shopBalance: 0,
  };

  it('is as the documents’ table has it', () => {
    expect(readData('communal.user.consume', data)).toEqual(data);
  });

  it('is read from texts and numbers alike', () => {
    const { status: _, code: __, ...bare } = data;
    const spelled = {
      ...bare,
      couponsCardList: 1,
      total_amount: 7.7,
      storeBalance: '12.30',
      shopBalance: '0',
    };
    expect(readData('communal.user.consume', spelled)).toEqual({ ...data, total_amount: '7.7' });
  });

  it('is read from the documents’ sample', () => {
    const { data: sample } = JSON.parse(consumeAnswerSample);
    expect(readData('communal.user.consume', sample)).toMatchObject({
      status: true,
      code: 0,
      couponsCardList: [],
      gift_amount: '',
    });
  });

  it('is not just anything', () => {
    expect(readData('communal.user.consume', undefined)).toBe('is required');
    expect(readData('communal.user.consume', 'done')).toBe('must be an object');
    expect(readData('communal.user.consume', { ...data, status: 'maybe' })).toBe(
      'status: must be true or false',
    );
  });
});
