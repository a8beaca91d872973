// A schema's refusal in the words of the wire: `coupons[0].coupon_id: must be 1 to 32 characters`.
import type { z } from 'zod';
import { cutCodePoints } from './code-points.ts';
import { messageLimit } from './codes.ts';

/** The first thing wrong, naming the wire field; at most 64 characters, so that it fits an answer's message. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'bad parameter';
  if (issue.code === 'unrecognized_keys') {
    return cutCodePoints(
      `${wirePath([...issue.path, issue.keys[0] ?? ''])}: is not a field here`,
      messageLimit,
    );
  }
  const field = wirePath(issue.path);
  return cutCodePoints(field === '' ? issue.message : `${field}: ${issue.message}`, messageLimit);
}

function wirePath(path: readonly PropertyKey[]): string {
  let field = '';
  for (const step of path) {
    if (typeof step === 'number') field += `[${step}]`;
    else field += field === '' ? String(step) : `.${String(step)}`;
  }
  return field;
}
