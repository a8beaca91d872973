// Waiting that can be cut short.

export interface Alarm {
  /** Ends after `ms`, or when somebody rings; at once if somebody rang since the last waiting ended. */
  wait(ms: number): Promise<void>;
  ring(): void;
}

export function createAlarm(): Alarm {
  let rung = false;
  let awake: (() => void) | undefined;

  return {
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          awake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      awake = undefined;
      rung = false;
    },
    ring() {
      rung = true;
      awake?.();
    },
  };
}
