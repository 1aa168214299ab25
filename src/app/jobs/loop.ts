import type { Logger } from '../../platform/telemetry/logger.ts';

export interface Loop {
  /** Runs the next turn at once. */
  readonly wake: () => void;
  /** Waits for the running turn and ends. */
  readonly stop: () => Promise<void>;
}

/**
 * Repeats `turn` until stopped: again at once while it says that there is more, else after `intervalMs` or
 * a wake-up. A turn that throws is logged, and tried again after the interval; one that may take long should look
 * at the signal, which says that the loop is to end.
 */
export function startLoop(
  name: string,
  intervalMs: number,
  turn: (signal: AbortSignal) => Promise<boolean>,
  log: Logger,
): Loop {
  const ending = new AbortController();
  let woken = false;
  let wakeUp: (() => void) | null = null;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, intervalMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!ending.signal.aborted) {
      woken = false;
      const more = await turn(ending.signal).catch((error: unknown) => {
        log.warn({ err: error, loop: name }, 'a turn failed; it is tried again');
        return false;
      });
      // A wake-up that came during the turn is not lost.
      if (!more && !woken && !ending.signal.aborted) await pause();
    }
  };
  const running = run();
  const wake = () => {
    woken = true;
    wakeUp?.();
  };
  return {
    wake,
    async stop() {
      ending.abort();
      wake();
      await running;
    },
  };
}
