// What the official typings say of each wx API: whether a plugin may call it, and from which base library on.
import { readFileSync } from 'node:fs';

export interface ApiRule {
  readonly inPlugin: boolean;
  /** "2.20.1"; undefined: from the beginning. */
  readonly since: string | undefined;
}

const typings = 'node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts';

/** @returns API name → its rule, read from the doc comment above it */
export function readTypings(): Map<string, ApiRule> {
  const [, wx = ''] = readFileSync(typings, 'utf8').split(/^ {4}interface Wx \{$/m);
  const rules = new Map<string, ApiRule>();
  for (const [, comment = '', name = ''] of wx.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(\w+)[<(]/g)) {
    const said = /在插件中使用：(.*)/.exec(comment)?.[1];
    if (said === undefined) continue;
    rules.set(name, { inPlugin: !said.includes('不支持'), since: /`([\d.]+)`/.exec(said)?.[1] });
  }
  return rules;
}

/** @returns the names of what a plugin may call */
export function pluginApis(): string[] {
  return [...readTypings()].flatMap(([name, { inPlugin }]) => (inPlugin ? [name] : []));
}
