import { type GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { requestError } from '../../../platform/graphql/request-error.ts';
import { MAX_BRACKET_DEPTH, MAX_TOKENS } from './limits.ts';

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Refuses a document's text that no parser should see: too many tokens, or brackets nested too deep. The parser calls
 * itself for every bracket, so that it would run out of stack long before it had counted its tokens; this is its own
 * lexer, in a loop. Brackets in strings and comments are none. Text that is not GraphQL is left to the parser.
 */
export function scanSource(text: string): GraphQLError | null {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  try {
    for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1) {
      if (tokens === MAX_TOKENS)
        return requestError('QUERY_TOO_LARGE', `A document has at most ${MAX_TOKENS} tokens.`);
      if (OPENING.has(lexer.token.kind)) depth += 1;
      if (CLOSING.has(lexer.token.kind)) depth -= 1;
      if (depth > MAX_BRACKET_DEPTH)
        return requestError('QUERY_TOO_DEEP', `Brackets are nested at most ${MAX_BRACKET_DEPTH} deep.`);
    }
  } catch {
    return null; // not a token: a syntax error, which the parser reports with its place
  }
  return null;
}
