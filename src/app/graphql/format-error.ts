import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError } from '../../platform/kernel/domain-error.ts';
import { isDatabaseUnavailable } from '../../platform/db/sql-errors.ts';

/** Codes of top-level errors, with the HTTP status of a response that has no data. Everything else is masked. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  SERVICE_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

const AWAY = 'The service is not available right now; nothing was changed. Try again in a few seconds.';
const MASKED = 'Something went wrong on our side. Quote the request id when you report it.';

/** The names of a schema are not told to those who guess them. */
const withoutHints = (message: string): string => message.replaceAll(/ ?Did you mean [^?]*\?/g, '');

const formatted = (
  message: string,
  code: string,
  rest: Partial<GraphQLFormattedError> = {},
): GraphQLFormattedError => ({
  message,
  ...rest,
  extensions: { code },
});

/** What a client sees of a top-level error: known codes as they are, all else masked. Never SQL, stacks, hosts or input values. */
export function formatError(shown: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const place = {
    ...(shown.locations && { locations: shown.locations }),
    ...(shown.path && { path: shown.path }),
  };
  if (cause instanceof DomainError) return formatted(cause.problems[0].message, 'BAD_USER_INPUT', place);
  if (isDatabaseUnavailable(cause)) return formatted(AWAY, 'SERVICE_UNAVAILABLE', place);
  const given = shown.extensions?.['code'];
  const code = typeof given === 'string' ? given : '';
  const ours = cause instanceof GraphQLError && cause.originalError === undefined;
  if (code !== 'INTERNAL_SERVER_ERROR' && ours && Object.hasOwn(STATUS_OF_CODE, code))
    return formatted(withoutHints(shown.message), code, place);
  if (code === 'BAD_USER_INPUT') return formatted(withoutHints(shown.message), code, place);
  return formatted(MASKED, 'INTERNAL_SERVER_ERROR', place);
}

/** Whether an error is a fault of ours, to be logged; what callers did wrong is not, since it repeats their input. */
export function isFault(error: GraphQLError): boolean {
  const code = error.extensions['code'];
  const known =
    typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && Object.hasOwn(STATUS_OF_CODE, code);
  return !known && !(unwrapResolverError(error) instanceof DomainError);
}

/** The status of a response: the gravest of its errors where there is no data or the service is away, else 200. */
export function statusOf(codes: readonly string[], hasData: boolean): number {
  const statuses = codes.map((code) => STATUS_OF_CODE[code] ?? 500);
  if (statuses.includes(503)) return 503;
  if (statuses.includes(401)) return 401;
  return hasData || statuses.length === 0 ? 200 : Math.max(...statuses);
}
