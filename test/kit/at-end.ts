// What a test opened is closed after it, the latest first.

const pending: (() => unknown)[] = [];

/** Runs `work` after the current test, whether it passed or not. */
export function atEnd(work: () => unknown): void {
  pending.push(work);
}

afterEach(async () => {
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) await work();
});
