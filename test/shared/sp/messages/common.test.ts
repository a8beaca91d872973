// The common parameters of sp §2 and §3, and peers' answers read liberally (sp §7).
import { answerEnvelope, commonParameters, withoutCommon } from '../../../../shared/sp/messages/common.ts';
import { requestSamples, sampleCredential, sampleTimestamp } from '../samples.ts';
import { parametersOf, read } from './read.ts';

const sample = parametersOf(requestSamples['stock.query']);

describe('commonParameters', () => {
  it.each(Object.entries(requestSamples))('reads those of sample %s', (_, text) => {
    expect(read(commonParameters, parametersOf(text))).toEqual({
      api_key: sampleCredential.apiKey,
      seq_id: '38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2',
      timestamp: sampleTimestamp,
      nonce: '157234207',
      sign: '8A983278E5366EB93FEB0D4143E1C522',
    });
  });

  it.each([1572342076, '1572342076000', 1572342076000])('takes %p as the timestamp', (timestamp) => {
    expect(read(commonParameters, { ...sample, timestamp })).toMatchObject({ timestamp: sampleTimestamp });
  });

  it('takes a nonce that is a number', () => {
    expect(read(commonParameters, { ...sample, nonce: 157234207 })).toMatchObject({ nonce: '157234207' });
  });

  it.each(['api_key', 'seq_id', 'timestamp', 'nonce', 'sign'])('cannot do without %s', (name) => {
    const { [name]: _, ...rest } = sample;
    expect(read(commonParameters, rest)).toBe(`${name}: is required`);
  });

  it('says what a timestamp must look like', () => {
    const problem = 'timestamp: must be 10 or 13 digits';
    expect(read(commonParameters, { ...sample, timestamp: '157234207' })).toBe(problem);
    expect(read(commonParameters, { ...sample, timestamp: {} })).toBe(problem);
  });
});

describe('withoutCommon', () => {
  it('leaves what the message is about', () => {
    expect(withoutCommon(sample)).toEqual({ stock_id: 'test001', extra: 'extra info' });
    expect(withoutCommon('text')).toBe('text');
  });
});

describe('answerEnvelope', () => {
  it.each([
    [{ code: 0, message: 'successful' }, 0, 'successful'],
    [{ code: '400005', msg: 'sign error' }, 400005, 'sign error'],
    [{ errCode: -1, errMsg: 'busy' }, -1, 'busy'],
    [{ errCode: '0', message: null }, 0, ''],
    [{ code: 0, errCode: 5, message: 'first', msg: 'last' }, 0, 'first'],
    [{ code: null, errCode: 5, trace: 'x' }, 5, ''],
  ])('reads %j', (answer, code, message) => {
    expect(read(answerEnvelope, answer)).toEqual({ code, message });
  });

  it('keeps the data it does not know', () => {
    expect(read(answerEnvelope, { code: 0, data: { a: 1 } })).toEqual({
      code: 0,
      message: '',
      data: { a: 1 },
    });
    expect(read(answerEnvelope, { code: 0, data: null })).toEqual({ code: 0, message: '' });
  });

  it.each([
    [{}, 'code: is required'],
    [{ message: 'successful' }, 'code: is required'],
    [{ code: 'ok' }, 'code: must be an integer'],
    [{ code: 1.5 }, 'code: must be an integer'],
    [{ code: '' }, 'code: must be an integer'],
    [{ code: false }, 'code: must be an integer'],
    [[], 'must be an object'],
    ['successful', 'must be an object'],
    [null, 'is required'],
  ])('does not take %j for an answer', (answer, problem) => {
    expect(read(answerEnvelope, answer)).toBe(problem);
  });
});
