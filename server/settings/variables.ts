// THE table of environment variables: settings are parsed by it and `.env.example` is written from it.
import type { z } from 'zod';
import { callVariables } from './variables/calls.ts';
import { dataVariables } from './variables/data.ts';
import { deliveryVariables } from './variables/deliveries.ts';
import { demoVariables } from './variables/demo.ts';
import { pluginVariables } from './variables/plugin.ts';
import { processVariables } from './variables/process.ts';
import { secretVariables } from './variables/secrets.ts';
import { sweepingVariables } from './variables/sweeping.ts';
import { wechatVariables } from './variables/wechat.ts';

/** In the order in which they are documented. */
export const variableGroups = {
  Process: processVariables,
  Data: dataVariables,
  Secrets: secretVariables,
  'Calls in': callVariables,
  Deliveries: deliveryVariables,
  Sweeping: sweepingVariables,
  WeChat: wechatVariables,
  Plugin: pluginVariables,
  Demo: demoVariables,
} as const;

/** Keyed by the name of the setting. */
export const variables = {
  ...processVariables,
  ...dataVariables,
  ...secretVariables,
  ...callVariables,
  ...deliveryVariables,
  ...sweepingVariables,
  ...wechatVariables,
  ...pluginVariables,
  ...demoVariables,
} as const;

export type Variables = typeof variables;

/** What the table alone says about each setting, before settings are judged together. */
export type Parsed = {
  readonly [Key in keyof Variables]:
    | z.output<Variables[Key]['schema']>
    | (Variables[Key] extends { default: string } ? never : undefined);
};
