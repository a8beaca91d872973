// What a host may change at run time: the language always, the server's address only outside of the released version.
import type { Language } from '../../shared/plugin/errors.ts';
import { baseUrl } from '../config';

export interface Settings {
  /** For development and demonstration; a released host cannot lead the plugin to another server. */
  readonly baseUrl?: string;
  /** Left out: the language of WeChat. */
  readonly language?: Language;
}

let settings: Settings = {};

export function configure(change: Settings): void {
  const { baseUrl: wished, ...rest } = change;
  const mayMove = wished !== undefined && !isReleased();
  settings = { ...settings, ...rest, ...(mayMove ? { baseUrl: wished } : {}) };
}

export function serverUrl(path: string): string {
  return (settings.baseUrl ?? baseUrl).replace(/\/+$/, '') + path;
}

export function language(): Language {
  return settings.language ?? (languageOfWechat().startsWith('zh') ? 'zh' : 'en');
}

function languageOfWechat(): string {
  // Absent in base libraries before 2.21.3.
  return wx.getAppBaseInfo?.().language ?? 'zh';
}

function isReleased(): boolean {
  return wx.getAccountInfoSync().miniProgram.envVersion === 'release';
}
