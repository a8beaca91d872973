// Every field of the four callbacks, left out in turn: the answer names it.
import { signatureSchemes, signingSource } from '../../shared/sp/signature.ts';
import { sampleCredential } from '../shared/sp/samples.ts';
import { answered, bodyOf, ourMessages, post, useSimulators } from './fixtures.ts';
import { callbackNames } from './paths.ts';

const start = useSimulators();
const commonFields = ['api_key', 'seq_id', 'timestamp', 'nonce', 'sign'];
const optional = new Set(['mobile_phone', 'usage_time']);
const whenAbsent: Record<string, string> = { fixed_normal_coupon: 'is required for coupon_type 1' };

/** The callback without one of its fields, signed as if it had never had it. */
function without(message: object, field: string): string {
  const { [field]: _, ...fields }: Record<string, unknown> = JSON.parse(bodyOf(message));
  if (field === 'sign') return JSON.stringify(fields);
  const pairs = Object.entries(fields).map(
    ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return JSON.stringify({
    ...fields,
    sign: signatureSchemes['md5-suffix'](signingSource(pairs), sampleCredential.secret),
  });
}

describe.each(callbackNames)('%s', (name) => {
  const fields = [...commonFields, ...Object.keys(ourMessages[name])];

  it.each(fields.filter((field) => !optional.has(field)))('cannot do without %s', async (field) => {
    const answer = await post(await start(), name, without(ourMessages[name], field));
    expect(answer).toEqual(answered(400000, `${field}: ${whenAbsent[field] ?? 'is required'}`));
  });

  it('has no field that the tables lack', async () => {
    const answer = await post(await start(), name, bodyOf({ ...ourMessages[name], colour: 'red' }));
    expect(answer).toEqual(answered(400000, 'colour: is not a field here'));
  });
});
