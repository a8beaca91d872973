// wx.pluginLogin: the page around the phone asks WeChat for a code, as whoever holds the phone.
import type { Callbacks } from '../callback.ts';

/** Knows callbacks only, as the platform's own. */
export const newLogin = (openpid: string) => ({
  pluginLogin({ success, fail, complete }: Callbacks): void {
    void fetch(`/login?openpid=${encodeURIComponent(openpid)}`, { method: 'POST' })
      .then(async (answer) => {
        const { code } = (await answer.json()) as { code: string };
        return { errMsg: 'pluginLogin:ok', code };
      })
      .then(
        (result) => {
          success?.(result);
          complete?.(result);
        },
        () => {
          const problem = { errMsg: 'pluginLogin:fail' };
          fail?.(problem);
          complete?.(problem);
        },
      );
  },
});
