// The closed table of errors, and the answers they become.
import {
  asSamples,
  MerchantError,
  type MerchantErrorEntry,
  type MerchantErrorKey,
  merchantAnswer,
  merchantErrors,
} from '../../../shared/merchant/codes.ts';

const entries = Object.entries(merchantErrors) as [MerchantErrorKey, MerchantErrorEntry][];

describe('merchantErrors', () => {
  it('has the codes that tills know', () => {
    expect(Object.fromEntries(entries.map(([key, { code }]) => [key, code]))).toEqual({
      badParameter: 40001,
      bizIdReused: 40002,
      wrongChannel: 40003,
      customerNotFound: 40101,
      couponNotFound: 40201,
      couponUsed: 40202,
      couponExpired: 40203,
      couponInvalid: 40204,
      couponNotBegun: 40205,
      couponFrozen: 40206,
      wrongStore: 40207,
      codeInvalid: 40208,
      tooManyCodes: 40209,
      orderTooSmall: 40210,
      balanceShort: 40301,
      pointsShort: 40302,
      passwordWrong: 40303,
      passwordLocked: 40304,
      passwordNotSet: 40305,
      consumeNotFound: 40401,
      consumeReversed: 40402,
      systemError: 50000,
      badEnvelope: 50001,
      unknownOpenId: 50002,
      badToken: 50003,
      staleRequest: 50004,
      tokenUsed: 50005,
      ipNotAllowed: 50006,
      unknownAction: 50007,
      badDigest: 50008,
      bodyTooLarge: 50009,
      wrongMethod: 50010,
      busy: 50011,
    });
  });

  it('gives every error its own code', () => {
    expect(new Set(entries.map(([, { code }]) => code)).size).toBe(entries.length);
  });

  it('tells system errors by their range', () => {
    for (const [, { code, system }] of entries) {
      expect(code).toBeGreaterThanOrEqual(system ? 50_000 : 40_000);
      expect(code).toBeLessThan(system ? 51_000 : 41_000);
    }
  });

  it('speaks short Chinese to the cashier', () => {
    for (const [, { message }] of entries) {
      expect(message).toMatch(/^.{4,64}$/u);
      expect(message).toMatch(/\p{Script=Han}/u);
    }
  });

  it('explains every error to programmers', () => {
    for (const [, { cause, advice }] of entries) {
      expect(cause).toMatch(/^[A-Z].{10,150}\.$/);
      expect(advice).toMatch(/^[A-Z].{3,150}\.$/);
    }
  });

  it('calls only passing trouble retryable', () => {
    const retryable = entries.filter(([, entry]) => entry.retryable).map(([key]) => key);
    expect(retryable).toEqual(['tooManyCodes', 'systemError', 'busy']);
  });

  it('leaves HTTP out of decided answers', () => {
    const told = entries.filter(([, { http }]) => http !== 200).map(([key, { http }]) => [key, http]);
    expect(told).toEqual([
      ['systemError', 500],
      ['bodyTooLarge', 413],
      ['busy', 503],
    ]);
  });
});

describe('MerchantError', () => {
  it('speaks with the words of the table', () => {
    const error = new MerchantError('balanceShort');
    expect(error).toMatchObject({
      key: 'balanceShort',
      code: 40301,
      system: false,
      http: 200,
      retryable: false,
      message: merchantErrors.balanceShort.message,
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('carries what its row says', () => {
    expect(new MerchantError('busy')).toMatchObject({ system: true, http: 503, retryable: true });
  });

  it('cuts a long detail to 64 characters', () => {
    expect(new MerchantError('badParameter', '券'.repeat(70)).message).toBe('券'.repeat(64));
    expect([...new MerchantError('badParameter', '🚗'.repeat(70)).message]).toHaveLength(64);
  });
});

describe('merchantAnswer', () => {
  it('answers success with its data', () => {
    expect(merchantAnswer.ok({ a: 1 })).toEqual({
      status: true,
      code: 0,
      message: '操作成功',
      data: { a: 1 },
    });
  });

  it('answers a business error with status true', () => {
    const answer = merchantAnswer.error(new MerchantError('couponUsed', 'x'));
    expect(answer).toStrictEqual({ status: true, code: 40202, message: 'x' });
  });

  it('answers a system error with status false', () => {
    const answer = merchantAnswer.error(new MerchantError('badToken', 'x'));
    expect(answer).toStrictEqual({ status: false, code: 50003, message: 'x' });
  });
});

describe('asSamples', () => {
  it('spells status and code as text', () => {
    expect(asSamples({ status: true, code: 0, message: 'm', data: [1] })).toStrictEqual({
      status: 'true',
      code: '0',
      message: 'm',
      data: [1],
    });
    expect(asSamples(merchantAnswer.error(new MerchantError('badToken', 'x')))).toStrictEqual({
      status: 'false',
      code: '50003',
      message: 'x',
    });
  });

  it('spells those inside data too', () => {
    const data = { status: true, code: 0, message: 'm', storeBalance: 1.5 };
    expect(asSamples(merchantAnswer.ok(data))['data']).toEqual({
      status: 'true',
      code: '0',
      message: 'm',
      storeBalance: 1.5,
    });
    expect(data.code).toBe(0);
  });

  it('leaves the status of a coupon alone', () => {
    expect(asSamples(merchantAnswer.ok({ id: '1', status: 0 }))['data']).toEqual({ id: '1', status: 0 });
    expect(asSamples(merchantAnswer.ok(null))['data']).toBeNull();
  });
});
