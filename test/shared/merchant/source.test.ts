// The envelope: both spellings, numbers by their source, and every way to get it wrong.
import * as fc from 'fast-check';
import { MerchantError } from '../../../shared/merchant/codes.ts';
import { envelopeTime, readBody } from '../../../shared/merchant/source.ts';
import { consumeSample, newStatusSample } from './samples.ts';

const common = `"OpenId":"o","GrantCode":"g","Token":"t","Timestamp":"1547186244","Nonce":"7","Action":"a.b"`;
const withParams = (params: string) => `{${common},"Params":${params}}`;

/** What is read, or the words that refuse it; only badEnvelope may be thrown. */
function read(text: string): unknown {
  try {
    return readBody(text);
  } catch (error) {
    if (!(error instanceof MerchantError)) throw error;
    expect(error.key).toBe('badEnvelope');
    return error.message;
  }
}
const readParams = (params: string) => {
  const body = read(withParams(params));
  return typeof body === 'string' ? body : (body as { params: unknown }).params;
};

describe('readBody', () => {
  it('reads the sample of the documents', () => {
    expect(readBody(newStatusSample)).toEqual({
      openId: '6dc05b4ac175cf316d226252b05cf685',
      grantCode: '782c281f62',
      token: '0%2B%2B3c6hthjwAml4ABAXOYF4Q6UY%3D',
      timestamp: '1547186244',
      nonce: '658965',
      action: 'user.coupon-new-status',
      params: { customerId: '383933091455959041', useStatus: '', cardId: '390913445498200065' },
      paramsSource: '{ "customerId": "383933091455959041", "useStatus": "", "cardId": "390913445498200065" }',
    });
    expect(readBody(consumeSample).action).toBe('communal.user.consume');
  });

  it('reads lower-camel names just as well', () => {
    const text = '{"openId":"o","grantCode":"g","token":"t","timestamp":"1","nonce":"7","params":{"a":"b"}}';
    expect(read(text)).toStrictEqual({
      openId: 'o',
      grantCode: 'g',
      token: 't',
      timestamp: '1',
      nonce: '7',
      params: { a: 'b' },
      paramsSource: '{"a":"b"}',
    });
  });

  it('takes numbers by their source text', () => {
    const text = withParams('{}')
      .replace('"1547186244"', '1547186244')
      .replace('"7"', '12345678901234567890');
    expect(read(text)).toMatchObject({ timestamp: '1547186244', nonce: '12345678901234567890' });
    expect(read(withParams('{}').replace('"7"', '1.50'))).toMatchObject({ nonce: '1.50' });
  });

  it('reads names with blanks around them', () => {
    expect(read(`{${common.replace('"OpenId"', '" OpenId "')}}`)).toMatchObject({ openId: 'o' });
  });

  it('ignores fields that it does not know', () => {
    expect(read(`{"Extra":{"OpenId":5},"PARAMS":1,${common}}`)).toMatchObject({ openId: 'o', params: {} });
  });

  it('takes an absent action for none', () => {
    expect(read(`{${common.replace('"a.b"', '""')}}`)).not.toHaveProperty('action');
    expect(read(`{${common.replace('"a.b"', 'null')}}`)).not.toHaveProperty('action');
  });

  it.each([
    ['', 'body: is not JSON'],
    ['[]', 'body: must be a JSON object'],
    ['{}', 'OpenId: is required'],
    [`{${common.replace('"o"', '""')}}`, 'OpenId: must be 1 to 64 characters'],
    [`{${common.replace('"o"', '" "')}}`, 'OpenId: must not be blank'],
    [`{${common.replace('"o"', '5')}}`, 'OpenId: must be a string'],
    [`{${common.replace('"o"', 'null')}}`, 'OpenId: is required'],
    [`{${common.replace('"o"', '{"a":1}')}}`, 'OpenId: must be a string'],
    [`{${common.replace('"o"', `"${'o'.repeat(65)}"`)}}`, 'OpenId: must be 1 to 64 characters'],
    [`{${common.replace('"g"', '["g"]')}}`, 'GrantCode: must be a string'],
    [`{${common.replace('"t"', '12')}}`, 'Token: must be a string'],
    [`{${common.replace('"1547186244"', 'true')}}`, 'Timestamp: must be a string'],
    [`{${common.replace('"7"', '""')}}`, 'Nonce: must be 1 to 64 characters'],
    [`{${common.replace('"7"', '"a\\nb"')}}`, 'Nonce: must not contain control characters'],
    [`{${common.replace('"a.b"', '5')}}`, 'Action: must be a string'],
    [`{${common},"openId":"o"}`, 'OpenId: stands there in two spellings'],
    [`{${common},"params":{},"Params":{}}`, 'Params: stands there in two spellings'],
    [`{${common},"OpenId":"o"}`, 'OpenId: stands in the body twice'],
    [`{${common},"OpenId ":"o"}`, 'OpenId: stands in the body twice'],
  ])('refuses %s', (text, problem) => expect(read(text)).toBe(problem));
});

it('reads or refuses whatever comes', () => {
  const sample = [...newStatusSample];
  const change = fc.tuple(
    fc.nat(sample.length - 1),
    fc.constantFrom('', '"', '{', '[', ',', '1', '\\', '𠮷', '\0'),
  );
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const changed = [...sample];
      for (const [at, piece] of changes) changed[at] = piece;
      const body = read(changed.join(''));
      if (typeof body !== 'string') expect(body).toHaveProperty('openId');
    }),
    { numRuns: 1_000 },
  );
});

describe('Params', () => {
  it('keep every digit of bare ids', () => {
    expect(readParams('{"couponsCardList":[390962138708451328],"customerId":383933091455959041}')).toEqual({
      couponsCardList: ['390962138708451328'],
      customerId: '383933091455959041',
    });
    expect(readParams('{"amount":12.30,"points":5}')).toEqual({ amount: '12.30', points: 5 });
  });

  it.each(['[]', '[ ]', '""', 'null', '{}'])('are empty as %s', (params) => {
    expect(readParams(params)).toEqual({});
  });

  it('are empty where they are absent', () => {
    expect(read(`{${common}}`)).toMatchObject({ params: {}, paramsSource: '' });
  });

  it('may be a text that holds JSON', () => {
    const text = JSON.stringify('{"bizId":"1","ids":[390962138708451328]}');
    expect(readParams(text)).toEqual({ bizId: '1', ids: ['390962138708451328'] });
    expect(read(withParams(text))).toMatchObject({ paramsSource: text });
  });

  it('keep their source letter for letter', () => {
    const source = '{ "a" : "\\u4e2d", "b":1.0 }';
    expect(read(withParams(`\n${source} `))).toMatchObject({ paramsSource: source });
  });

  it.each([
    ['5', 'Params: must be an object'],
    ['true', 'Params: must be an object'],
    ['[1]', 'Params: must be an object'],
    ['"x"', 'Params: is not JSON'],
    ['"[]"', 'Params: must be a JSON object'],
    ['{"a":1,"a":2}', 'a: stands in the body twice'],
    ['{"a":{"b":1,"b":2}}', 'b: stands in the body twice'],
    ['"{\\"a\\":1,\\"a\\":2}"', 'a: stands in the body twice'],
    ['['.repeat(17) + ']'.repeat(17), 'body: is nested deeper than 16'],
  ])('are refused as %s', (params, problem) => expect(readParams(params)).toBe(problem));

  it('bring no prototype along', () => {
    const params = readParams('{"__proto__":{"bizId":"1"},"a":{"__proto__":{"b":2}}}') as {
      a: Record<string, unknown>;
    };
    expect(Object.keys(params)).toEqual(['a']);
    expect(params).not.toHaveProperty('bizId');
    expect(params.a['b']).toBeUndefined();
    expect(({} as Record<string, unknown>)['bizId']).toBeUndefined();
  });
});

describe('envelopeTime', () => {
  it('reads seconds and milliseconds', () => {
    expect(envelopeTime('1547186244')).toBe(1_547_186_244_000);
    expect(envelopeTime('1547186244123')).toBe(1_547_186_244_123);
  });

  it.each(['', '154718624', '15471862441', '1547186244.0', '-547186244', '1e10', 'now'])(
    'refuses %p',
    (text) => expect(envelopeTime(text)).toBeUndefined(),
  );
});
