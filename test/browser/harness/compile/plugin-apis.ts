// What WeChat lets a plugin call, read from the official typings: each function's comment says whether plugins have it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const typings = 'node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts';
const method = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*([a-z]\w*)\s*[<(]/gi;

export function pluginApis(repository: string): string[] {
  const text = readFileSync(join(repository, typings), 'utf8');
  const wx = text.slice(text.indexOf('interface Wx {'));
  return [...wx.matchAll(method)]
    .filter(([, comment = '']) => /在插件中使用：(支持|需要基础库)/.test(comment))
    .map(([, , name = '']) => name);
}
