import type { FastifyRequest } from 'fastify';
import { requestError } from '../../../platform/graphql/request-error.ts';
import { mediaTypeFor } from './media-type.ts';
import { scanSource } from './scan-source.ts';

/**
 * Refuses what need not be read to be refused. Throws FORBIDDEN, NOT_ACCEPTABLE or UNSUPPORTED_MEDIA_TYPE.
 *
 * Browsers say where a request comes from (`Sec-Fetch-Site`). One that another site's page sent without asking first
 * (a link, a form, an image, `no-cors`) is refused: nothing but a script that CORS let through has business here. Tokens
 * travel in a header that no such page can set; this keeps it so for whatever comes to identify callers later.
 */
export function checkHeaders({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  const mode = headers['sec-fetch-mode'];
  if ((site === 'cross-site' || site === 'same-site') && mode !== 'cors')
    throw requestError('FORBIDDEN', 'Pages of other sites may call the API from scripts alone (CORS).');
  if (mediaTypeFor(headers.accept) === null)
    throw requestError(
      'NOT_ACCEPTABLE',
      'Answers are application/graphql-response+json or application/json; accept one of them.',
    );
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw requestError('UNSUPPORTED_MEDIA_TYPE', 'Requests are JSON in UTF-8.');
}

/** Refuses a body or query string that is no GraphQL request, and a document's text that is too large or too deep. Throws coded errors. */
export function checkRequest(request: FastifyRequest): void {
  const { query, operationName, variables, extensions } =
    request.method === 'GET' ? parametersOf(request.url) : bodyOf(request.body);
  if (typeof query !== 'string' || query.trim() === '')
    throw badRequest('`query` must be a GraphQL document, as text.');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw badRequest('`operationName` must be text.');
  if (!isAbsent(variables) && !isRecord(variables)) throw badRequest('`variables` must be an object.');
  if (!isAbsent(extensions) && !isRecord(extensions)) throw badRequest('`extensions` must be an object.');
  const excess = scanSource(query);
  if (excess) throw excess;
}

const badRequest = (message: string) => requestError('BAD_REQUEST', message);
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function bodyOf(body: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(body)) throw badRequest('Send one operation per request; lists of them are not taken.');
  if (!isRecord(body)) throw badRequest('Send a JSON object with `query`.');
  return body;
}

/** The part of an address after its `?`, as the parameters that GraphQL over HTTP names. */
function parametersOf(url: string): Readonly<Record<string, unknown>> {
  const parameters = new URLSearchParams(searchOf(url));
  const once = (name: string): string | undefined => {
    const [value, ...others] = parameters.getAll(name);
    if (others.length > 0) throw badRequest(`\`${name}\` is given more than once.`);
    return value;
  };
  const json = (name: string): unknown => {
    const text = once(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) ?? []; // null must not stand for absence here: Apollo takes none
    } catch {
      throw badRequest(`\`${name}\` must be JSON.`);
    }
  };
  return {
    query: once('query'),
    operationName: once('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

/** An address from its `?` on; empty where there is none. */
export const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
