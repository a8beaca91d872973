// Reading a message in a test: what the schema makes of it, or the words that refuse it.
import type { z } from 'zod';
import { parseJsonSource, toParameters } from '../../../../shared/sp/json-source.ts';
import { firstProblem } from '../../../../shared/sp/problem.ts';

export function read(schema: z.ZodType, message: unknown): unknown {
  const parsed = schema.safeParse(message);
  return parsed.success ? parsed.data : firstProblem(parsed.error);
}

/** The parameters of a JSON text, as the server gets them. */
export function parametersOf(text: string): Record<string, unknown> {
  return toParameters(parseJsonSource(text));
}
