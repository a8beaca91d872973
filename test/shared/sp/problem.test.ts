// A refusal names the wire field and fits an answer's message.
import { z } from 'zod';
import { id } from '../../../shared/sp/fields.ts';
import { firstProblem } from '../../../shared/sp/problem.ts';

function problem(schema: z.ZodType, value: unknown): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('expected a refusal');
  return firstProblem(parsed.error);
}

describe('firstProblem', () => {
  it('names the field and what it wants', () => {
    expect(problem(z.object({ user_code: id(32) }), { user_code: '' })).toBe(
      'user_code: must be 1 to 32 characters',
    );
    expect(problem(z.object({ user_code: id(32) }), {})).toBe('user_code: is required');
  });

  it('names a place inside a list', () => {
    const schema = z.object({ coupons: z.array(z.object({ coupon_id: id(32) })) });
    expect(problem(schema, { coupons: [{ coupon_id: '1' }, {}] })).toBe('coupons[1].coupon_id: is required');
  });

  it('names a field that does not belong', () => {
    expect(problem(z.strictObject({ a: z.strictObject({}) }), { a: { b: 1 } })).toBe(
      'a.b: is not a field here',
    );
  });

  it('speaks of the whole without a name', () => {
    expect(problem(z.string({ error: 'must be a string' }), 1)).toBe('must be a string');
  });

  it('never grows beyond 64 characters', () => {
    const schema = z.object({ ['券'.repeat(60)]: id(32) });
    expect(problem(schema, {})).toBe(`${'券'.repeat(60)}: is`);
  });
});
