// Calls off whatever hangs on it: a page's requests and timers when the page goes. The platform has no AbortController.

export interface Cancel {
  readonly cancelled: boolean;
  cancel(): void;
  /** @returns forgets the hook */
  onCancel(hook: () => void): () => void;
}

export function newCancel(): Cancel {
  const hooks = new Set<() => void>();
  let cancelled = false;
  return {
    get cancelled() {
      return cancelled;
    },
    cancel() {
      cancelled = true;
      for (const hook of [...hooks]) hook();
      hooks.clear();
    },
    onCancel(hook) {
      if (cancelled) hook();
      else hooks.add(hook);
      return () => hooks.delete(hook);
    },
  };
}

/** @returns after so long, or at once when called off */
export function pause(ms: number, cancel: Cancel): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(done, ms);
    let forget: () => void = () => undefined;
    forget = cancel.onCancel(done);
  });
}
