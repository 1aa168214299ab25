import { createLogger, type Logger } from '../../../src/platform/telemetry/logger.ts';

export interface LogLines {
  readonly log: Logger;
  /** Everything that was logged so far, as it was written. */
  text(): string;
  /** The lines of one message. */
  of(message: string): Record<string, unknown>[];
}

/** A logger whose lines a test can read. */
export function logLines(): LogLines {
  const lines: string[] = [];
  return {
    log: createLogger('debug', 'test', { write: (line) => void lines.push(line) }),
    text: () => lines.join(''),
    of: (message) =>
      lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((line) => line['msg'] === message),
  };
}
