// What Tencent asks of us: the samples as they stand, liberal reading, and refusals that name the field (sp §5, §6).
import { couponBatchDeactivateRequest } from '../../../../shared/sp/messages/coupon-batch-deactivate.ts';
import { couponDeactivateRequest } from '../../../../shared/sp/messages/coupon-deactivate.ts';
import { couponReceiveRequest } from '../../../../shared/sp/messages/coupon-receive.ts';
import { stockQueryRequest } from '../../../../shared/sp/messages/stock-query.ts';
import { requestSamples } from '../samples.ts';
import { parametersOf, read } from './read.ts';

const claim = parametersOf(requestSamples['coupon.receive']);
const deactivation = parametersOf(requestSamples['coupon.deactivate']);
const batch = parametersOf(requestSamples['coupon.batch-deactivate']);
const couponNumber = (n: number) => ({ stock_id: 'test001', coupon_id: String(n) });
const couponsUpTo = (count: number) => Array.from({ length: count }, (_, n) => couponNumber(n));

describe('stock-query', () => {
  it('reads the sample of the documents', () => {
    const parameters = parametersOf(requestSamples['stock.query']);
    expect(read(stockQueryRequest, parameters)).toEqual({ stock_id: 'test001', extra: 'extra info' });
  });

  it('needs a stock_id of thirty characters', () => {
    expect(read(stockQueryRequest, { stock_id: '批'.repeat(30) })).toEqual({ stock_id: '批'.repeat(30) });
    expect(read(stockQueryRequest, { stock_id: '批'.repeat(31) })).toBe(
      'stock_id: must be 1 to 30 characters',
    );
    expect(read(stockQueryRequest, {})).toBe('stock_id: is required');
  });
});

describe('coupon-receive', () => {
  it('reads the sample of the documents', () => {
    expect(read(couponReceiveRequest, claim)).toEqual({
      app_channel_id: 1,
      user_code: 'udxbxd',
      mobile_phone: '13911112222',
      stock_id: 'test001',
      request_id: '123456789',
      extra: 'extra info',
    });
  });

  it('takes the channel as numeric text', () => {
    expect(read(couponReceiveRequest, { ...claim, app_channel_id: '11' })).toMatchObject({
      app_channel_id: 11,
    });
  });

  it('takes a phone number that is cipher text', () => {
    const mobile_phone = 'Zm9v+/='.repeat(73);
    expect(read(couponReceiveRequest, { ...claim, mobile_phone })).toMatchObject({ mobile_phone });
    expect(read(couponReceiveRequest, { ...claim, mobile_phone: 'x'.repeat(513) })).toBe(
      'mobile_phone: must be 1 to 512 characters',
    );
  });

  it.each(['', null, undefined])('takes %p as no phone number', (mobile_phone) => {
    const request = read(couponReceiveRequest, { ...claim, mobile_phone });
    expect(request).toEqual({ ...(request as object), mobile_phone: undefined });
  });

  it.each([
    ['app_channel_id', -1, 'must be 0 to 2147483647'],
    ['app_channel_id', 'one', 'must be an integer'],
    ['user_code', 'u'.repeat(33), 'must be 1 to 32 characters'],
    ['user_code', 12, 'must be a string'],
    ['user_code', ' ', 'must not be blank'],
    ['request_id', 'r'.repeat(33), 'must be 1 to 32 characters'],
    ['request_id', 'a\nb', 'must not contain control characters'],
    ['stock_id', '', 'must be 1 to 30 characters'],
    ['extra', 'x'.repeat(129), 'must be 1 to 128 characters'],
  ])('refuses %s %j', (name, value, what) => {
    expect(read(couponReceiveRequest, { ...claim, [name]: value })).toBe(`${name}: ${what}`);
  });

  it.each(['app_channel_id', 'user_code', 'stock_id', 'request_id'])('cannot do without %s', (name) => {
    const { [name]: _, ...rest } = claim;
    expect(read(couponReceiveRequest, rest)).toBe(`${name}: is required`);
  });

  it('does not see fields it does not know', () => {
    expect(read(couponReceiveRequest, { ...claim, ['__proto__']: { user_code: 'x' }, added: 1 })).toEqual(
      read(couponReceiveRequest, claim),
    );
  });
});

describe('coupon-deactivate', () => {
  it('reads the sample of the documents', () => {
    expect(read(couponDeactivateRequest, deactivation)).toEqual({
      app_channel_id: 1,
      user_code: 'udxbxd',
      mobile_phone: '13911112222',
      stock_id: 'test001',
      coupon_id: '123456789',
      coupon_status: 3,
      reason: '用户申请退款',
      extra: 'extra**** info',
    });
  });

  it('takes coupon ids longer than ours', () => {
    const coupon_id = '9'.repeat(32);
    expect(read(couponDeactivateRequest, { ...deactivation, coupon_id })).toMatchObject({ coupon_id });
  });

  it.each([3, '3', 4, '4'])('takes %p as the target', (coupon_status) => {
    const request = read(couponDeactivateRequest, { ...deactivation, coupon_status });
    expect(request).toMatchObject({ coupon_status: Number(coupon_status) });
  });

  it.each([1, 2, 0, 5, 'expired', true])('does not take %p as the target', (coupon_status) => {
    const problem = read(couponDeactivateRequest, { ...deactivation, coupon_status });
    expect(problem).toBe('coupon_status: must be 3 or 4');
  });

  it('cuts a reason that is too long', () => {
    const request = read(couponDeactivateRequest, { ...deactivation, reason: '退'.repeat(16) });
    expect(request).toMatchObject({ reason: '退'.repeat(15) });
  });
});

describe('coupon-batch-deactivate', () => {
  it('reads the sample, blank in a key and all', () => {
    expect(read(couponBatchDeactivateRequest, batch)).toEqual({
      app_channel_id: 1,
      user_code: 'udxbxd',
      mobile_phone: '13911112222',
      coupons: [{ stock_id: 'test001', coupon_id: '123456789' }],
      coupon_status: 3,
      reason: '用户申请退款',
      extra: 'extrainfo',
    });
  });

  it('takes ten coupons in their order', () => {
    const coupons = couponsUpTo(10);
    expect(read(couponBatchDeactivateRequest, { ...batch, coupons })).toMatchObject({ coupons });
  });

  it('makes one of a coupon named twice', () => {
    const elsewhere = { stock_id: 'test002', coupon_id: '1' };
    const coupons = [couponNumber(1), couponNumber(2), { ...couponNumber(1), note: 'x' }, elsewhere];
    expect(read(couponBatchDeactivateRequest, { ...batch, coupons })).toMatchObject({
      coupons: [couponNumber(1), couponNumber(2), elsewhere],
    });
  });

  it.each([
    [[], 'coupons: must be 1 to 10 coupons'],
    [couponsUpTo(11), 'coupons: must be 1 to 10 coupons'],
    [undefined, 'coupons: is required'],
    [{ stock_id: 'test001', coupon_id: '1' }, 'coupons: must be a list'],
    [['1'], 'coupons[0]: must be an object'],
    [[couponNumber(1), { stock_id: 'test001' }], 'coupons[1].coupon_id: is required'],
    [[{ stock_id: 'test001', coupon_id: 1 }], 'coupons[0].coupon_id: must be a string'],
  ])('refuses the coupons %j', (coupons, problem) => {
    expect(read(couponBatchDeactivateRequest, { ...batch, coupons })).toBe(problem);
  });
});
