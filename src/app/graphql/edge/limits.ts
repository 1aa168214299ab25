/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024;
/** Most tokens of a document. */
export const MAX_TOKENS = 2_000;
/** Deepest nesting of brackets in a document's text; deeper ones would overflow the parser's stack. */
export const MAX_BRACKET_DEPTH = 64;
/** Most fields and spreads of an operation, fragments counted wherever they are spread. */
export const MAX_SELECTIONS = 2_000;
/** Deepest nesting of fields; introspection is exempt. */
export const MAX_FIELD_DEPTH = 12;
/** Most aliases of an operation. */
export const MAX_ALIASES = 30;
/** Most mutations of a request. */
export const MAX_MUTATIONS = 5;
/** Largest page of a list. */
export const MAX_PAGE_SIZE = 100;
