// Keeps one session in the plugin's own storage, which WeChat separates by person, host and plugin.
import type { Query } from './query';
import type { Session } from './session';

const key = 'chelian-session';

interface Kept {
  /** A session holds for the launch that it was opened with: another user_code or return address needs another one. */
  readonly launch: string;
  readonly session: Session;
}

export function keptSession(query: Query): Session | undefined {
  try {
    const kept = wx.getStorageSync(key) as Kept | '';
    return kept !== '' && kept?.launch === launchOf(query) ? kept.session : undefined;
  } catch {
    return undefined;
  }
}

export function keepSession(query: Query, session: Session): void {
  try {
    wx.setStorageSync(key, { launch: launchOf(query), session } satisfies Kept);
  } catch {
    // A full storage costs one more login, nothing else.
  }
}

export function forgetSession(): void {
  try {
    wx.removeStorageSync(key);
  } catch {
    // The server refuses what is left of it.
  }
}

function launchOf(query: Query): string {
  return JSON.stringify(Object.entries(query).sort());
}
