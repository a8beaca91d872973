// THE table of the plugin's wire: every interface with who may call it, its path and messages. Always POST, JSON both ways.
import type { z } from 'zod';
import type { Audience } from '../audience.ts';
import * as answers from './messages/answers.ts';
import * as requests from './messages/requests.ts';

export type PluginAudience = Extract<Audience, 'public' | 'user'>;

interface Row<Audience extends PluginAudience, Request, Answer> {
  readonly title: string;
  /** public: who opens a session. user: whoever has one, and then only what is theirs. */
  readonly audience: Audience;
  readonly request: Request;
  readonly answer: Answer;
}

export const pluginInterfaces = {
  session: row('open a session', 'public', requests.sessionRequest, answers.sessionAnswer),
  offers: row('what can be claimed', 'user', requests.offersRequest, answers.offersAnswer),
  claim: row('claim a coupon', 'user', requests.claimRequest, answers.claimAnswer),
  coupons: row("the user's coupons", 'user', requests.couponsRequest, answers.couponsAnswer),
  coupon: row('one of them', 'user', requests.couponRequest, answers.couponAnswer),
  code: row('its scan code', 'user', requests.couponRequest, answers.codeAnswer),
  watch: row('wait until it changes', 'user', requests.watchRequest, answers.watchAnswer),
} as const;

type Table = typeof pluginInterfaces;
export type PluginInterfaceName = keyof Table;
export type PluginRequestOf<Name extends PluginInterfaceName> = z.output<Table[Name]['request']>;
/** As a caller may write it: what has a default may be left out. */
export type PluginCallOf<Name extends PluginInterfaceName> = z.input<Table[Name]['request']>;
export type PluginAnswerOf<Name extends PluginInterfaceName> = z.output<Table[Name]['answer']>;

export const pluginPath = (name: PluginInterfaceName): string => `/plugin/v1/${name}`;

function row<
  const Audience extends PluginAudience,
  Request extends z.ZodType<object>,
  Answer extends z.ZodType<object>,
>(title: string, audience: Audience, request: Request, answer: Answer): Row<Audience, Request, Answer> {
  return { title, audience, request, answer };
}
