// WXML → the functions that WeChat's own component framework draws from, as one JavaScript expression for all parts.
import { TmplGroup } from 'glass-easel-template-compiler';
import { builtIn, templateTags } from './built-in.ts';
import type { Part } from './parts.ts';

/** @throws for a template with a mistake in it, and for a built-in component that the harness does not play */
export function compileTemplates(parts: readonly Part[]): string {
  const group = new TmplGroup();
  try {
    for (const part of parts) {
      refuseUnknownTags(part);
      if (/\drpx/.test(part.wxml))
        throw new Error(`${part.path}.wxml: rpx in a style attribute is not played`);
      const problems: unknown[] = group.addTmpl(part.path, part.wxml);
      if (problems.length > 0) throw new Error(`${part.path}.wxml: ${problems.map(String).join('; ')}`);
    }
    return group.getTmplGenObjectGroups();
  } finally {
    group.free();
  }
}

function refuseUnknownTags({ path, wxml, config }: Part): void {
  const known: readonly string[] = [
    ...builtIn,
    ...templateTags,
    ...Object.keys(config.usingComponents ?? {}),
  ];
  for (const [, tag = ''] of wxml.replace(/<!--.*?-->/gs, '').matchAll(/<([a-z][\w-]*)/g))
    if (!known.includes(tag))
      throw new Error(`${path}.wxml uses <${tag}>, which is neither declared nor played by the harness`);
}
