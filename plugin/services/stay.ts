// A page's stay on the screen: which visit it belongs to, and what ends when it goes.
import { type Cancel, newCancel } from './cancel';
import { type Channel, resumeVisit, type Visit, visitOf } from './visit';
import { keepLeaving } from './way-home';

export interface Stay {
  readonly visit: Visit;
  /** Called off when the page goes. */
  readonly cancel: Cancel;
}

type Options = Readonly<Record<string, string | undefined>>;

/** @param page itself; opened by wx.navigateTo it has a channel to who did so */
export function enterPage(
  page: { getOpenerEventChannel?(): unknown },
  options: Options,
  title: string,
): Stay {
  const visit = visitOf(options, (page.getOpenerEventChannel?.() ?? {}) as Channel);
  visit.openPages += 1;
  wx.setNavigationBarTitle({ title });
  return { visit, cancel: newCancel() };
}

/** @returns whether the page is to stay: it may be seen only on the way out */
export function showPage({ visit }: Stay): boolean {
  resumeVisit(visit);
  if (!visit.leaving) return true;
  void keepLeaving(visit);
  return false;
}

export function leavePage({ visit, cancel }: Stay): void {
  visit.openPages -= 1;
  cancel.cancel();
}
