import { GraphQLError } from 'graphql';

/**
 * The one answer to every token that does not hold: it tells a forger nothing. `reason` is for the log and
 * names the check that failed, never a part of the token.
 */
export class InvalidTokenError extends GraphQLError {
  override readonly name = 'InvalidTokenError';
  readonly reason: string;

  constructor(reason: string) {
    super('The bearer token is not valid.', {
      extensions: {
        code: 'UNAUTHENTICATED',
        http: { status: 401, headers: new Map([['www-authenticate', 'Bearer error="invalid_token"']]) },
      },
    });
    this.reason = reason;
  }
}

/** The issuer's keys cannot be read: no fault of the token, so the caller should try again. */
export class IssuerUnavailableError extends GraphQLError {
  override readonly name = 'IssuerUnavailableError';

  constructor(cause: unknown) {
    super('Tokens cannot be checked at the moment; try again shortly.', {
      extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503 } },
    });
    this.cause = cause;
  }
}
