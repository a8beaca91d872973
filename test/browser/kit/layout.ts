// What is wrong with how a page is laid out: text that is cut off, things that stick out of the screen, targets too small for a finger.
import type { TestPhone } from './phone.ts';

/** 88 rpx of a 375 px wide phone. */
const smallestTargetPx = 44;

/** @returns a line for each problem: none is what it should be */
export async function layoutProblems({ page }: TestPhone): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const problems = [];
    const shown = document.querySelector('wx-page:not([hidden])');
    const name = (element) => element.className.toString().split(' ')[0] + ' "' + element.textContent.trim().slice(0, 20) + '"';
    if (document.documentElement.scrollWidth > innerWidth) problems.push('the page scrolls sideways');
    for (const element of shown.querySelectorAll('*')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0) continue;
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(element);
      if (box.left < -1 || box.right > innerWidth + 1) problems.push('sticks out: ' + name(element));
      const hides = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const cuts = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
      if ((hides || cuts) && webkitLineClamp === 'none') problems.push('is cut off: ' + name(element));
      const isTarget = ['button', 'tab'].includes(element.getAttribute('role'));
      if (isTarget && Math.min(box.width, box.height) < ${smallestTargetPx})
        problems.push('is too small for a finger: ' + name(element) + ' ' + box.width + '×' + box.height);
    }
    return problems;
  })()`)) as string[];
}
