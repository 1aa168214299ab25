import type { CodeText } from './error-code.ts';

/** What a code tells, and the HTTP status of a response that carries it and no data. */
export interface RequestCodeText extends CodeText {
  readonly status: number;
}

/**
 * Every code that a top-level error can carry: transport, syntax, limits, authentication and faults of ours. What was
 * wrong with a mutation's input stands in `userErrors` instead. The one list; `docs/api/errors.md` prints it.
 */
export const REQUEST_ERROR_CODES = {
  BAD_REQUEST: {
    status: 400,
    meaning: 'The HTTP request is not a GraphQL request.',
    next: 'Send JSON with `query` as text and, where needed, `variables` as an object; one operation per request.',
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    meaning: 'The document is not GraphQL.',
    next: 'Correct the syntax where `locations` points.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    meaning: 'The document does not fit the schema.',
    next: 'Compare it with `schema.graphql`; types and names matter to the letter.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    meaning: 'The document has no operation of this name, or several and none was named.',
    next: 'Send `operationName`.',
  },
  BAD_USER_INPUT: {
    status: 400,
    meaning: 'A variable or an argument has a value that its type or the field does not take.',
    next: 'Correct the value that the message names.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    meaning: 'Automatic persisted queries are off.',
    next: 'Send the whole document; clients that know this code do so by themselves.',
  },
  QUERY_TOO_DEEP: {
    status: 400,
    meaning: 'The document nests fields or brackets deeper than allowed.',
    next: 'Ask in several requests, starting from `node(id:)`.',
  },
  QUERY_TOO_LARGE: {
    status: 400,
    meaning: 'The document has more tokens, fields, aliases or mutations than allowed.',
    next: 'Ask in several requests.',
  },
  QUERY_TOO_COSTLY: {
    status: 400,
    meaning: 'The operation costs more points than one request may.',
    next: 'Ask for smaller pages (`first`, `last`) or fewer nested lists.',
  },
  INTROSPECTION_FORBIDDEN: {
    status: 403,
    meaning: 'The caller’s role may not ask for the schema here.',
    next: 'Use the published `schema.graphql`, or ask as a partner or an operator.',
  },
  UNAUTHENTICATED: {
    status: 401,
    meaning: 'The operation needs a caller, and none was proven.',
    next: 'Send a valid token; renew an expired one.',
  },
  FORBIDDEN: {
    status: 403,
    meaning: 'The caller, or the page that the request comes from, may not do this.',
    next: 'Call as somebody who may, or from your own origin or server.',
  },
  NOT_FOUND: {
    status: 404,
    meaning:
      'Nothing is served under this address; or the object that a subscription names does not exist, or the caller may not see it.',
    next: 'The API is at `/graphql`. Check the id and who you are calling as; retrying does not help.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    meaning: 'The address does not take this HTTP method, or the method does not take this operation.',
    next: 'Use POST; GET takes queries alone.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    meaning: 'The `Accept` header admits no media type that the API answers with.',
    next: 'Accept `application/graphql-response+json` or `application/json`.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    meaning: 'The request body is larger than allowed.',
    next: 'Send less at once.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    meaning: 'The request body has another media type or character set than JSON in UTF-8.',
    next: 'Send `Content-Type: application/json`.',
  },
  RATE_LIMITED: {
    status: 429,
    meaning:
      'The caller’s budget of this minute does not cover the operation; nothing was executed or charged.',
    next: 'Wait for the seconds that `Retry-After` says, or ask for something that `remaining` covers.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    status: 429,
    meaning: 'The connection, or the caller, has as many subscriptions open as it may.',
    next: 'End one first, or spread them over several connections.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    meaning: 'The service is not available right now.',
    next: 'Try again in a few seconds; repeat a mutation with the same idempotency key.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    meaning: 'Something went wrong on our side.',
    next: 'Report it with the `requestId`; repeat a mutation with the same idempotency key.',
  },
} as const satisfies Readonly<Record<string, RequestCodeText>>;

export type RequestErrorCode = keyof typeof REQUEST_ERROR_CODES;

/** Whether a text is a code of the list. */
export const isRequestErrorCode = (code: unknown): code is RequestErrorCode =>
  typeof code === 'string' && Object.hasOwn(REQUEST_ERROR_CODES, code);
