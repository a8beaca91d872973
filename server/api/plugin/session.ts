// Opens a session: WeChat says who is there, the host's signature or launch ticket for whom, and what they want to come back to is typed.
import { PluginError } from '../../../shared/plugin/errors.ts';
import { type LaunchTicket, readTicket } from '../../domain/launch-ticket.ts';
import { typeReturnTarget } from '../../domain/return-target.ts';
import { openPluginSession } from '../../usecase/plugin-session.ts';
import type { AnyoneHandle } from './call.ts';
import type { PluginDeps } from './deps.ts';
import { hostOf } from './host-of.ts';

export const session: AnyoneHandle<'session'> = async (deps, { request, http }) => {
  const { useCases, settings } = deps;
  const host = await hostOf(deps, http.headers);
  const { query } = request;
  const openpid = await deps.login(request.code);
  if (openpid === undefined) throw new PluginError('loginFailed');
  const ticket = await ticketOf(deps, query['ticket'], host.hostAppId);
  const { pluginUserParams, pluginReturnParams, pluginIdentity } = settings;
  const opened = await openPluginSession(useCases, {
    host,
    openpid,
    userCode: ticket?.user ?? wordOf(query, pluginUserParams),
    proven: ticket?.proves === true,
    // A ticket that proves nothing binds nobody: whoever replays one must not be faster than its owner.
    bindFirstUse: pluginIdentity === 'bind-first-use' && ticket === undefined,
  });
  if (opened.kind === 'refused') throw new PluginError(opened.reason);
  const stockId = ticket?.stock ?? wordOf(query, ['stock_id', 'stockId']);
  return {
    token: opened.token,
    expiresAt: opened.session.expiresAt,
    returnTarget: typeReturnTarget(wordOf(query, pluginReturnParams), host.returnRules),
    ...(stockId !== undefined && { stockId }),
  };
};

interface UsedTicket extends LaunchTicket {
  readonly proves: boolean;
}

/**
 * Good once. After that it proves nothing, and only whoever it has bound is known by it: a plugin whose session is over sends the query of its
 * launch again.
 * @throws PluginError identityRefused for one that is wrong in any way
 */
async function ticketOf(
  { useCases, tokens, settings }: PluginDeps,
  text: string | undefined,
  hostAppId: string,
): Promise<UsedTicket | undefined> {
  const word = meant(text);
  if (word === undefined) return undefined;
  const { pluginTicketKey: key } = settings;
  const ticket = key === undefined ? undefined : readTicket(word, { key, hostAppId, now: useCases.now() });
  if (ticket === undefined) throw new PluginError('identityRefused');
  // A new body each time: the same ticket again is another use of it.
  const use = { token: `ticket:${hostAppId}:${ticket.nonce}`, bodyHash: useCases.nextId() };
  return { ...ticket, proves: !ticket.isOver && (await tokens.use(use)) };
}

/** The first of the names that says something. */
function wordOf(query: Readonly<Record<string, string>>, names: readonly string[]): string | undefined {
  return names.map((name) => meant(query[name])).find((word) => word !== undefined);
}

/** Hosts join whatever they have: `undefined` and `null` are absent values that were turned into text. */
function meant(value: string | undefined): string | undefined {
  const word = value?.trim();
  return word === undefined || ['', 'undefined', 'null'].includes(word) ? undefined : word;
}
