// The plugin wire's part of doc/reference.md: what can be asked, and every way in which it can go wrong.
import type { z } from 'zod';
import { pluginErrors } from '../../shared/plugin/errors.ts';
import { type PluginInterfaceName, pluginInterfaces, pluginPath } from '../../shared/plugin/interfaces.ts';
import { markdownTable } from './markdown.ts';

export function pluginInterfaceTable(): string {
  const names = Object.keys(pluginInterfaces) as PluginInterfaceName[];
  const rows = names.map((name) => {
    const { title, audience, request, answer } = pluginInterfaces[name];
    const who = audience === 'public' ? 'anyone' : 'a session';
    return [`\`POST ${pluginPath(name)}\``, title, who, memberList(request), memberList(answer)];
  });
  return markdownTable(['path', 'what', 'who', 'asks', 'is answered'], rows);
}

export function pluginErrorTable(): string {
  const rows = Object.entries(pluginErrors).map(([key, { http, retryable, zh, en }]) => [
    `\`${key}\``,
    String(http),
    retryable ? 'yes' : 'no',
    zh,
    en,
  ]);
  return markdownTable(['code', 'HTTP', 'try again?', '中文', 'English'], rows);
}

/** Those that may be left out have a question mark. */
function memberList({ shape }: { readonly shape: Readonly<Record<string, z.ZodType>> }): string {
  return Object.entries(shape)
    .map(([name, schema]) => `\`${name}${schema.safeParse(undefined).success ? '?' : ''}\``)
    .join(', ');
}
