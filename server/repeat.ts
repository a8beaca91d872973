// Work that comes round again and again, never overlapping itself.

export interface Repeating {
  /** Waits for the round that is under way. */
  stop(): Promise<void>;
}

/**
 * Runs `work` every `everyMs`, counted from the end of one round to the beginning of the next.
 * @param failed is told what a round threw; the next round comes all the same
 */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  failed: (error: unknown) => void,
): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    try {
      await work();
    } catch (error) {
      failed(error);
    }
    if (!stopped) schedule();
  }

  function schedule(): void {
    timer = setTimeout(() => {
      running = round();
    }, everyMs);
  }

  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
