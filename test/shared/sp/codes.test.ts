// sp §4: the closed table, and how an error becomes an answer.
import { SpError, type SpErrorKey, spAnswer, spErrors } from '../../../shared/sp/codes.ts';

const entries = Object.entries(spErrors) as [SpErrorKey, (typeof spErrors)[SpErrorKey]][];

describe('spErrors', () => {
  it.each<[SpErrorKey, number, number]>([
    ['badParameter', 400000, 200],
    ['wrongUrl', 400001, 200],
    ['wrongMethod', 400002, 200],
    ['unknownApiKey', 400003, 200],
    ['staleRequest', 400004, 200],
    ['badSignature', 400005, 200],
    ['tooManyRequests', 400101, 503],
    ['stateForbids', 400201, 200],
    ['stockNotFound', 410001, 200],
    ['stockNotIssuing', 410002, 200],
    ['stockExhausted', 410003, 200],
    ['userLimitReached', 410004, 200],
    ['stockOver', 410005, 200],
    ['requestIdReused', 410006, 200],
    ['couponNotFound', 410101, 200],
    ['systemError', 500000, 500],
  ])('sends %s as code %i over HTTP %i', (key, code, http) => {
    expect(spErrors[key]).toMatchObject({ code, http });
  });

  it('gives every error its own code', () => {
    expect(new Set(entries.map(([, { code }]) => code)).size).toBe(16);
  });

  it('has messages that fit the wire', () => {
    for (const [, { message }] of entries) expect(message).toMatch(/^.{1,64}$/u);
  });

  it('calls only passing trouble retryable', () => {
    const retryable = entries.filter(([, entry]) => entry.retryable).map(([key]) => key);
    expect(retryable).toEqual(['tooManyRequests', 'systemError']);
  });
});

describe('SpError', () => {
  it('speaks with the words of the table', () => {
    const error = new SpError('stockExhausted');
    expect(error).toMatchObject({
      key: 'stockExhausted',
      code: 410003,
      http: 200,
      message: 'stock is exhausted',
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('cuts a long detail to 64 characters', () => {
    expect(new SpError('badParameter', '券'.repeat(70)).message).toBe('券'.repeat(64));
    expect([...new SpError('badParameter', '🚗'.repeat(70)).message]).toHaveLength(64);
  });

  it('lets HTTP say more where asked', () => {
    expect(new SpError('badParameter', 'body: is too large', { http: 413 }).http).toBe(413);
  });
});

describe('spAnswer', () => {
  it('answers success with its data', () => {
    expect(spAnswer.ok({ a: 1 })).toEqual({ code: 0, message: 'successful', data: { a: 1 } });
  });

  it('leaves data out where none is', () => {
    expect(Object.keys(spAnswer.ok())).toEqual(['code', 'message']);
    expect(Object.keys(spAnswer.error(new SpError('badSignature')))).toEqual(['code', 'message']);
  });

  it('answers an error with code and message', () => {
    const answer = spAnswer.error(new SpError('badParameter', 'user_code: is required'));
    expect(answer).toEqual({ code: 400000, message: 'user_code: is required' });
  });
});
