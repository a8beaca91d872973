// THE table of the plugin's wire: every interface with who may call it, its path and messages. Always POST, JSON both ways.
import type { z } from 'zod';
import * as answers from './messages/answers.ts';
import * as requests from './messages/requests.ts';

export type PluginAudience = 'anyone' | 'session';

interface Row<Audience extends PluginAudience, Request, Answer> {
  readonly title: string;
  /** anyone: who opens a session. session: whoever has one, and then only what is theirs. */
  readonly audience: Audience;
  readonly request: Request;
  readonly answer: Answer;
}

export const pluginInterfaces = {
  session: row('open a session', 'anyone', requests.sessionRequest, answers.sessionAnswer),
  offers: row('what can be claimed', 'session', requests.offersRequest, answers.offersAnswer),
  claim: row('claim a coupon', 'session', requests.claimRequest, answers.claimAnswer),
  coupons: row("the user's coupons", 'session', requests.couponsRequest, answers.couponsAnswer),
  coupon: row('one of them', 'session', requests.couponRequest, answers.couponAnswer),
  code: row('its scan code', 'session', requests.couponRequest, answers.codeAnswer),
  watch: row('wait until it changes', 'session', requests.watchRequest, answers.watchAnswer),
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
