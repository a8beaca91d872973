// Who may open the plugin, and how a person is known there.
import { nameList, oneOf, word } from '../parse.ts';
import type { Variable } from './variable.ts';

export const pluginVariables = {
  pluginAppId: {
    name: 'PLUGIN_APP_ID',
    schema: word(64),
    description: "The plugin's own AppId, that logins are asked with; absent: WECHAT_APP_ID.",
  },
  pluginAppSecret: {
    name: 'PLUGIN_APP_SECRET',
    schema: word(256),
    description: "The plugin's AppSecret, given together with PLUGIN_APP_ID.",
    secret: true,
  },
  pluginToken: {
    name: 'PLUGIN_TOKEN',
    schema: word(128),
    description:
      "The plugin's token as set at WeChat: with it, every session must carry the signature of its host (X-WECHAT-HOSTSIGN).",
    secret: true,
  },
  pluginTicketKey: {
    name: 'PLUGIN_TICKET_KEY',
    schema: word(256),
    description: "The key that hosts' servers sign launch tickets with; absent: tickets are refused.",
    secret: true,
  },
  pluginIdentity: {
    name: 'PLUGIN_IDENTITY',
    schema: oneOf(['bind-first-use', 'ticket-required']),
    default: 'bind-first-use',
    description:
      'Whether the first session with a user_code binds it to the person, or a launch ticket must prove it.',
  },
  pluginUserParams: {
    name: 'PLUGIN_USER_PARAMS',
    schema: nameList(),
    default: 'user_code,userCode',
    description: 'Names in the query of a plugin page that may hold the user_code, the first first.',
  },
  pluginReturnParams: {
    name: 'PLUGIN_RETURN_PARAMS',
    schema: nameList(),
    default: 'return_url,returnUrl,back_url,backUrl,callback,redirect',
    description: 'Names in the query of a plugin page that may hold the return address, the first first.',
  },
} as const satisfies Record<string, Variable>;
