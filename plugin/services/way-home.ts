// Leads the person back to where they came from. Every call can fail on some phone or host, so there is always a next one.
import type { ReturnTarget } from '../../shared/plugin/messages/views.ts';
import { hostHome } from '../config';
import { checkedTarget } from './return-address';
import type { Visit } from './visit';

/** cancelled: the person said no to WeChat's question. stuck: nothing worked, and the page has to say so. */
export type WayHome = 'left' | 'cancelled' | 'stuck';
type Step = () => Promise<WayHome>;

/** Called within a tap: WeChat opens another mini-program from nowhere else. */
export async function goHome(visit: Visit): Promise<WayHome> {
  visit.tellHost();
  for (const step of stepsTo(checkedTarget(visit.returnTarget, visit.result), visit)) {
    const way = await step();
    if (way !== 'stuck') return way;
  }
  return 'stuck';
}

/** Back was asked for, but a page of this visit appeared: it lay at the bottom, and the host is elsewhere. */
export async function keepLeaving(visit: Visit): Promise<void> {
  if (!visit.leaving) return;
  visit.leaving = false;
  await reLaunch(hostHome)();
}

function stepsTo(target: ReturnTarget, visit: Visit): readonly Step[] {
  const back = navigateBack(visit);
  switch (target.kind) {
    case 'page':
      return [step((done) => wx.redirectTo({ url: target.path, ...done })), reLaunch(target.path), back];
    case 'tab':
      return [step((done) => wx.switchTab({ url: target.path, ...done })), reLaunch(target.path), back];
    case 'app':
      return [
        step((done) => wx.navigateToMiniProgram({ appId: target.appId, path: target.path, ...done })),
        reLaunch(hostHome),
        back,
      ];
    case 'none':
      return [back, reLaunch(hostHome)];
  }
}

function reLaunch(url: string): Step {
  return step((done) => wx.reLaunch({ url, ...done }));
}

function navigateBack(visit: Visit): Step {
  return async () => {
    visit.leaving = true;
    const way = await step((done) => wx.navigateBack({ delta: Math.max(1, visit.openPages), ...done }))();
    if (way !== 'left') visit.leaving = false;
    return way;
  };
}

interface Done {
  success(): void;
  fail(problem: { readonly errMsg: string }): void;
}

function step(call: (done: Done) => unknown): Step {
  return () =>
    new Promise((resolve) => {
      try {
        call({
          success: () => resolve('left'),
          fail: ({ errMsg }) => resolve(/cancel/i.test(errMsg) ? 'cancelled' : 'stuck'),
        });
      } catch {
        resolve('stuck');
      }
    });
}
