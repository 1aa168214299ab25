import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { RequestErrorCode } from '../../../platform/kernel/request-error-code.ts';
import { MAX_TOKENS } from './limits.ts';
import { scanSource } from './scan-source.ts';

export const PARSE_OPTIONS = { maxTokens: MAX_TOKENS } as const;
export const VALIDATION_OPTIONS = { maxErrors: 20, hideSuggestions: true } as const;

/** A document that may be executed once `admitOperation` admits it, or what is wrong with it. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/**
 * Reads the text of a document as every transport does: tokens and brackets are counted, then it is parsed and
 * validated. The errors have codes of `REQUEST_ERROR_CODES`. (Over HTTP the text is scanned here and the rest is left to
 * Apollo with the same options, since Apollo keeps the documents that it has read.)
 */
export function readDocument(schema: GraphQLSchema, text: string): ReadDocument {
  const excess = scanSource(text);
  if (excess) return { errors: [excess] };
  let document: DocumentNode;
  try {
    document = parse(text, PARSE_OPTIONS);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
  }
  const errors = validate(schema, document, specifiedRules, VALIDATION_OPTIONS);
  if (errors.length === 0) return { document };
  return { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

function coded(error: GraphQLError, code: RequestErrorCode): GraphQLError {
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
