import type { Logger } from '../telemetry/logger.ts';

type Stop = () => Promise<unknown> | void;

/** What a process has started, stopped in the reverse order, each part with its own time limit. */
export class Lifecycle {
  readonly #parts: { name: string; stop: Stop }[] = [];
  readonly #log: Logger;
  readonly #partTimeoutMs: number;
  #stopping: Promise<void> | null = null;

  constructor(log: Logger, partTimeoutMs = 10_000) {
    this.#log = log;
    this.#partTimeoutMs = partTimeoutMs;
  }

  /** Registers how to stop what was just started. */
  onStop(name: string, stop: Stop): void {
    this.#parts.push({ name, stop });
  }

  /** Stops everything once; a part that fails or hangs is logged and passed over. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const { name, stop } of this.#parts.toReversed()) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(
          () => reject(new Error(`did not stop within ${this.#partTimeoutMs} ms`)),
          this.#partTimeoutMs,
        );
      });
      try {
        await Promise.race([stop(), late]);
      } catch (error) {
        this.#log.error({ err: error, part: name }, 'a part did not stop cleanly');
      } finally {
        clearTimeout(timer);
      }
    }
  }

  /** Stops on SIGINT and SIGTERM (exit 0) and on an uncaught failure (exit 1); a second signal ends the process at once. */
  stopOnSignals(): void {
    const end = (code: number) => {
      if (this.#stopping) process.exit(1);
      void this.stop().then(() => process.exit(code));
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0));
    for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(fault, (error: unknown) => {
        this.#log.fatal({ err: error }, fault);
        end(1);
      });
    }
  }
}
