import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * What is logged of an error: its kind, code and stack. A failed statement's message, text and parameters are
 * left out: they hold what people sent, and that may be a sealed price.
 */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const driver = driverErrorOf(error);
  const field = (name: string): unknown =>
    typeof driver === 'object' && driver !== null && name in driver
      ? (driver as Record<string, unknown>)[name]
      : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    ...(!isOfDriver(error) && { message: error.message }),
    code: field('code'),
    constraint: field('constraint'),
    stack: frames.join('\n'),
  };
}

/** An error in one line, for places that are read by people and kept: what `safeError` tells, without the stack. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  if (!isOfDriver(error)) return `${error.name}: ${error.message}`;
  const { code, constraint } = driverErrorOf(error) as { code?: unknown; constraint?: unknown };
  return [error.name, code, constraint].filter((part) => typeof part === 'string').join(' ');
}

const driverErrorOf = (error: Error): unknown => ('driverError' in error ? error.driverError : error);

/** Errors of PostgreSQL, as TypeORM wraps them or as the driver throws them (`severity` is a field of the protocol). */
const isOfDriver = (error: Error): boolean => 'driverError' in error || 'severity' in error;

/** What gives access, wherever in a line it may stand: bearer tokens, JWTs, API keys, passwords in addresses. */
const SECRETS = new RegExp(
  [
    String.raw`\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*`,
    String.raw`(?<=\bBearer )[\w.~+/=-]{8,}`,
    // Of an API key the prefix stays: support finds a key by it.
    String.raw`(?<=\brfq_live_[0-9A-Za-z]{11}_)[0-9A-Za-z]{8,}`,
    String.raw`(?<=\b[a-z][a-z0-9+.-]*:\/\/[^:@/\s"]*:)[^@/\s"]+(?=@)`,
  ].join('|'),
  'gi',
);

/** The same text with everything that gives access blacked out. */
export const redact = (text: string): string => text.replaceAll(SECRETS, '[redacted]');

/** Fields that hold what gives access or what people offer. A log line has no business with any of them. */
const UNLOGGED = ['authorization', 'cookie', 'token', 'password', 'apiKey', 'variables', 'payload'];

/**
 * Structured logs on standard error. What gives access never reaches them: known fields are censored, and every
 * line is searched for tokens, keys and passwords before it is written.
 */
export function createLogger(
  level: string,
  name: string,
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: false }),
): Logger {
  return pino(
    {
      level,
      name,
      serializers: { err: safeError },
      redact: {
        paths: UNLOGGED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
      hooks: {
        streamWrite: redact,
        logMethod(args, method) {
          // Left alone, pino takes the error's own message, past `safeError`.
          const [first, message = ''] = args as [unknown, string?, ...unknown[]];
          if (typeof first === 'object') method.call(this, first as object, message, ...args.slice(2));
          else method.apply(this, args);
        },
      },
    },
    destination,
  );
}
