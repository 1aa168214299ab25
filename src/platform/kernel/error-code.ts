/** What a code tells, and what its receiver does about it. */
export interface CodeText {
  readonly meaning: string;
  readonly next: string;
}

/** Every code that a `userErrors` entry can carry. The one list: the schema and `docs/api/errors.md` print it. */
export const ERROR_CODES = {
  VALIDATION_FAILED: {
    meaning: 'A value of the input is not acceptable; the path names it.',
    next: 'Correct that field and send again; all problems of an input come at once.',
  },
  NOT_FOUND: {
    meaning: 'The object does not exist, or the caller may not see it.',
    next: 'Check the id and who you are calling as; retrying does not help.',
  },
  FORBIDDEN: {
    meaning: 'The caller’s role does not allow this operation.',
    next: 'Call with a token of a role that may.',
  },
  INVALID_STATE: {
    meaning: 'The object’s present state does not allow this operation.',
    next: 'Read the object again; its state says what may be done.',
  },
  RFQ_CLOSED: {
    meaning: 'The request for quotation no longer takes quotes: its deadline has passed or it was closed.',
    next: 'Nothing can be sent to it any more; the invitation tells how it ended.',
  },
  VERSION_CONFLICT: {
    meaning: 'The object has changed since the version that the caller expected.',
    next: 'Read it again, decide anew, and send the new version.',
  },
  ALREADY_QUOTED: {
    meaning: 'This supplier has a quote on this request already.',
    next: 'Revise that quote with `reviseQuote`.',
  },
  ALREADY_AWARDED: {
    meaning: 'The quantity has been awarded already.',
    next: 'Read `Rfq.awards`; quantities become free again when an award lapses.',
  },
  PARTIAL_NOT_ALLOWED: {
    meaning: 'The request asks for complete quotes.',
    next: 'Price every line, or decline the invitation.',
  },
  QUOTE_EXPIRED: {
    meaning: 'The quote’s validity has ended.',
    next: 'Award another quote; a new validity is its supplier’s to give.',
  },
  SEALED_UNTIL_CLOSE: {
    meaning: 'Quotes are sealed until the deadline; a sealed request cannot be opened early.',
    next: 'Wait until `closesAt`.',
  },
  UNKNOWN_CATEGORY: {
    meaning: 'No category has this scheme and code.',
    next: 'Look the code up with `categories`, or leave the category out.',
  },
  UNKNOWN_UNIT: {
    meaning: 'No unit has this code.',
    next: 'Look the code up with `units`, or use `ZZ` with `unitText`.',
  },
  UNIT_MISMATCH: {
    meaning: 'The unit measures another dimension than the one asked for.',
    next: 'State the value in a unit of the dimension that the message names.',
  },
  FX_RATE_MISSING: {
    meaning: 'No exchange rate is known for this currency on this day or the ten days before it.',
    next: 'Use another currency, or ask the operator to import rates.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    meaning: 'The idempotency key was used before with another input.',
    next: 'Send the first input to get its answer again, or take a new key for the new one.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    meaning: 'The first request with this idempotency key is still running.',
    next: 'Retry with the same key and input in a few seconds.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;

export type ErrorCode = keyof typeof ERROR_CODES;
