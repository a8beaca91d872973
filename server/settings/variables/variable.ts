// One environment variable, as settings are parsed by it and the documentation is written from it.
import type { z } from 'zod';

export type Variable = {
  readonly name: string;
  readonly schema: z.ZodType<unknown, string>;
  /** As it would be written in `.env`; left out where absence itself means something. */
  readonly default?: string;
  readonly description: string;
  /** Never repeated in a message. */
  readonly secret?: true;
};
