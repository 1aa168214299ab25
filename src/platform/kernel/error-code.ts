/** Every code that a `userErrors` entry can carry, with what it means. The one list; the schema and the docs print it. */
export const ERROR_CODES = {
  VALIDATION_FAILED: 'A value of the input is not acceptable; the path names it.',
  NOT_FOUND: 'The object does not exist, or the caller may not see it.',
  FORBIDDEN: 'The caller’s role does not allow this operation.',
  INVALID_STATE: 'The object’s present state does not allow this operation.',
  RFQ_CLOSED: 'The request for quotation no longer takes quotes: its deadline has passed or it was closed.',
  VERSION_CONFLICT:
    'The object has changed since the version that the caller expected; read it again and retry.',
  ALREADY_QUOTED: 'This supplier has a quote on this request already; revise it instead.',
  ALREADY_AWARDED: 'The quantity has been awarded already.',
  PARTIAL_NOT_ALLOWED: 'The request asks for complete quotes; every line must be priced.',
  QUOTE_EXPIRED: 'The quote’s validity has ended; its supplier has to extend it first.',
  SEALED_UNTIL_CLOSE: 'Quotes are sealed until the deadline; a sealed request cannot be opened early.',
  UNKNOWN_CATEGORY: 'No category has this scheme and code.',
  UNKNOWN_UNIT: 'No unit has this code.',
  UNIT_MISMATCH: 'The unit measures another dimension than the one asked for.',
  FX_RATE_MISSING: 'No exchange rate is known for this currency on this day or the ten days before it.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used before with another input.',
  IDEMPOTENCY_IN_PROGRESS: 'The first request with this idempotency key is still running; retry shortly.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
