// What every answer to the plugin looks like.
import { z } from 'zod';
import { type PluginErrorKey, pluginErrors } from '../errors.ts';

export const failure = z.object({
  code: z.enum(Object.keys(pluginErrors) as [PluginErrorKey, ...PluginErrorKey[]]),
  /** For the person, in the language that was asked for. */
  message: z.string(),
  retryable: z.boolean(),
  /** What an operator finds the request by in the log. */
  reference: z.string(),
  /** Of a refused claim: the state that the offer is in now. */
  detail: z.string().optional(),
});

export type PluginFailure = z.infer<typeof failure>;

export type PluginAnswer<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: PluginFailure };
