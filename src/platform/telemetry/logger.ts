import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * What is logged of an error: its kind, code and stack. A failed statement's message, text and parameters are
 * left out: they hold what people sent, and that may be a sealed price.
 */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const driver: unknown = 'driverError' in error ? error.driverError : error;
  const field = (name: string): unknown =>
    typeof driver === 'object' && driver !== null && name in driver
      ? (driver as Record<string, unknown>)[name]
      : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    ...(!('driverError' in error) && { message: error.message }),
    code: field('code'),
    constraint: field('constraint'),
    stack: frames.join('\n'),
  };
}

/** Structured logs on standard error. Tokens, and what a failed statement was about, never reach them. */
export function createLogger(level: string, name: string): Logger {
  return pino(
    {
      level,
      name,
      serializers: { err: safeError },
      redact: { paths: ['authorization', '*.authorization', 'token', '*.token'], censor: '[redacted]' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
