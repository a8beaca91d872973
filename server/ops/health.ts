// Whether the process should get requests. That it answers at all is its liveness; a store that fails must not restart it.
import { within } from './limit.ts';

export type HealthOptions = {
  /** Rejects when the store cannot be written. `thorough`: it has failed lately, so a small write that fits proves nothing. */
  readonly probe: (thorough: boolean) => Promise<void>;
  /** How long a good probe counts. */
  readonly intervalMs?: number;
  /** How long a probe may take. */
  readonly limitMs?: number;
  readonly now: () => number;
};

export type Readiness = { readonly ready: boolean; readonly reasons: readonly string[] };

export type Health = {
  /** True as long as there is somebody to ask. */
  live(): boolean;
  /** Never rejects. Probes the store if the last good probe is too old; callers at the same time share one probe. */
  ready(): Promise<Readiness>;
  /** The start is complete. */
  started(): void;
  /** The process is about to stop; there is no way back. */
  draining(): void;
  /** Somebody just saw the store fail: not ready until a probe that begins after this succeeds. */
  storeFailed(error: unknown): void;
};

export function createHealth({ probe, intervalMs = 1_000, limitMs = 2_000, now }: HealthOptions): Health {
  let phase: 'starting' | 'serving' | 'draining' = 'starting';
  let goodUntil = Number.NEGATIVE_INFINITY;
  let failure: string | undefined;
  let failures = 0;
  let running: Promise<void> | undefined;

  function storeFailed(error: unknown): void {
    failures++;
    goodUntil = Number.NEGATIVE_INFINITY;
    failure = `store: ${error instanceof Error ? error.message : String(error)}`;
  }

  async function runProbe(): Promise<void> {
    const failuresBefore = failures;
    try {
      await within(limitMs, () => probe(failure !== undefined));
      // A failure reported meanwhile is newer than what this probe saw.
      if (failures !== failuresBefore) return;
      goodUntil = now() + intervalMs;
      failure = undefined;
    } catch (error) {
      storeFailed(error);
    }
  }

  return {
    live: () => true,
    async ready() {
      if (now() >= goodUntil) {
        running ??= runProbe().finally(() => {
          running = undefined;
        });
        await running;
      }
      const reasons = [phase === 'serving' ? undefined : phase, failure].filter(
        (reason) => reason !== undefined,
      );
      return { ready: reasons.length === 0, reasons };
    },
    started() {
      if (phase === 'starting') phase = 'serving';
    },
    draining() {
      phase = 'draining';
    },
    storeFailed,
  };
}
