import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { isDatabaseUnavailable } from '../../platform/db/sql-errors.ts';
import { DomainError } from '../../platform/kernel/domain-error.ts';
import {
  isRequestErrorCode,
  REQUEST_ERROR_CODES,
  type RequestErrorCode,
} from '../../platform/kernel/request-error-code.ts';
import type { MediaType } from './edge/media-type.ts';

export const AWAY =
  'The service is not available right now; nothing was changed. Try again in a few seconds.';
export const MASKED = 'Something went wrong on our side. Quote the request id when you report it.';

/** The names of a schema are not told to those who guess them. */
const withoutHints = (message: string): string => message.replaceAll(/ ?Did you mean [^?]*\?/g, '');

/** The code that clients get for an error; `INTERNAL_SERVER_ERROR` for whatever is not meant for them. */
export function codeOf(error: unknown): RequestErrorCode {
  const cause = unwrapResolverError(error);
  if (cause instanceof DomainError) return 'BAD_USER_INPUT';
  if (isDatabaseUnavailable(cause)) return 'SERVICE_UNAVAILABLE';
  if (!(cause instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  const code = cause.extensions['code'];
  if (isRequestErrorCode(code)) return code;
  // A variable that graphql-js refused before executing.
  const isOfVariable = cause.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  return code === undefined && isOfVariable ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}

/** What a client sees of a top-level error: coded ones as they are, all else masked. Never SQL, stacks, hosts or paths. */
export function formatError(shown: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = codeOf(error);
  return {
    message: messageOf(code, shown, unwrapResolverError(error)),
    ...(shown.locations && { locations: shown.locations }),
    ...(shown.path && { path: shown.path }),
    extensions: { code },
  };
}

function messageOf(code: RequestErrorCode, shown: GraphQLFormattedError, cause: unknown): string {
  if (cause instanceof DomainError) return cause.problems[0].message;
  if (code === 'INTERNAL_SERVER_ERROR') return MASKED;
  if (isDatabaseUnavailable(cause)) return AWAY;
  return withoutHints(shown.message);
}

/** The errors of an answer as clients see them on every transport: formatted, with the id of the request. */
export const shownErrors = (
  errors: readonly GraphQLError[],
  requestId: string,
): readonly GraphQLFormattedError[] =>
  errors.map((error) => withRequestId(formatError(error.toJSON(), error), requestId));

/** A formatted error with the id of the request that it is the answer to. */
export const withRequestId = (error: GraphQLFormattedError, requestId: string): GraphQLFormattedError => ({
  ...error,
  extensions: { ...error.extensions, requestId },
});

/** Whether an error is a fault of ours, to be logged; what callers did wrong is not, since it repeats their input. */
export const isFault = (error: unknown): boolean =>
  codeOf(error) === 'INTERNAL_SERVER_ERROR' ||
  (codeOf(error) === 'SERVICE_UNAVAILABLE' && isDatabaseUnavailable(unwrapResolverError(error)));

/** Codes of a well-formed request whose document, operation or variables cannot be executed. */
const isOfDocument = (code: RequestErrorCode): boolean =>
  REQUEST_ERROR_CODES[code].status === 400 && code !== 'BAD_REQUEST';

/**
 * The HTTP status of an answer: 503 and 401 whatever else it holds, 200 where there is data, else the gravest of its
 * errors. Clients that take the older `application/json` get 200 for a well-formed request that was not executed, as
 * "GraphQL over HTTP" asks.
 */
export function statusOf(
  errors: readonly GraphQLFormattedError[],
  data: object | null | undefined,
  mediaType: MediaType,
): number {
  const codes = errors.map(({ extensions }) =>
    isRequestErrorCode(extensions?.['code']) ? extensions['code'] : 'INTERNAL_SERVER_ERROR',
  );
  const statuses: number[] = codes.map((code) => REQUEST_ERROR_CODES[code].status);
  if (statuses.includes(503)) return 503;
  if (statuses.includes(401)) return 401;
  if (statuses.length === 0 || (data !== undefined && data !== null)) return 200;
  if (data === undefined && mediaType === 'application/json' && codes.every(isOfDocument)) return 200;
  return Math.max(...statuses);
}
