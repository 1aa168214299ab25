import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Structured logs on standard error. Authorization headers and tokens never reach them. */
export function createLogger(level: string, name: string): Logger {
  return pino(
    {
      level,
      name,
      redact: { paths: ['authorization', '*.authorization', 'token', '*.token'], censor: '[redacted]' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
