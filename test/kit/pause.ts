// For tests of real processes only: everything else has a clock that is handed in.

export const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** How long anything here may take that is not measured. */
const usualPatienceMs = 60_000;

/** Looks again and again. @throws Error that says what did not come about */
export async function waitUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patienceMs = usualPatienceMs,
): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > until)
      throw new Error(`after ${patienceMs / 1000} s it is still not so: ${what}`);
    await pause(20);
  }
}

/** As long as there are fewer and fewer, however many there are. @throws Error that says how many stay */
export async function waitForFewer(what: string, count: () => Promise<number>): Promise<void> {
  for (let left = await count(); left > 0; ) {
    const before = left;
    await waitUntil(`fewer than ${before} ${what}`, async () => {
      left = await count();
      return left < before;
    });
  }
}
