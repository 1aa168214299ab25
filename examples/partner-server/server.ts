import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Engine, RefusedError, RequestError } from '../engine/client.ts';
import { award, offersFor, post, type Wish } from './sourcing.ts';
import { type Customer, Sessions } from './storefront.ts';

const MAX_BODY_BYTES = 64 * 1024;

export interface ShopOptions {
  /** Calls the engine as the partner's server, with its API key. */
  readonly engine: Engine;
  /** Checks a customer's number and password, as the shop does it; `null` for a wrong one. */
  readonly logIn: (number: string, password: string) => Promise<Customer | null>;
}

/**
 * A partner's server: its own buyers' front end calls it, and it calls the engine for them.
 *
 *     POST /session        { number, password }   logs in
 *     POST /requests       a wish                 posts it for the customer
 *     GET  /requests/:id                          its offers, best first, with every cost that made the order
 *     POST /requests/:id/award  { quoteId }       takes one
 */
export function createShop(options: ShopOptions): Server {
  const sessions = new Sessions();
  return createServer((request, response) => {
    answer(options, sessions, request, response).catch((error: unknown) => fail(response, error));
  });
}

async function answer(
  { engine, logIn }: ShopOptions,
  sessions: Sessions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = `${request.method ?? ''} ${request.url ?? ''}`;
  if (route === 'POST /session') {
    const { number, password } = (await bodyOf(request)) as { number: string; password: string };
    const customer = await logIn(number, password);
    if (!customer) return send(response, 401, { message: 'Number or password is wrong.' });
    response.setHeader('set-cookie', sessions.open(customer));
    return send(response, 200, { name: customer.name });
  }
  const customer = sessions.customerOf(request);
  if (!customer) return send(response, 401, { message: 'Log in first.' });
  if (route === 'POST /requests') {
    const { key, ...wish } = (await bodyOf(request)) as Wish & { key: string };
    return send(response, 201, await post(engine, customer.buyerId, wish, `${customer.number}/${key}`));
  }
  const [, id = '', taking] = /^(?:GET|POST) \/requests\/([\w-]+)(\/award)?$/.exec(route) ?? [];
  if (taking && request.method === 'POST') {
    const { quoteId } = (await bodyOf(request)) as { quoteId: string };
    return sendFound(response, await award(engine, customer.buyerId, id, quoteId));
  }
  if (id !== '' && !taking && request.method === 'GET')
    return sendFound(response, await offersFor(engine, customer.buyerId, id));
  return send(response, 404, { message: 'There is nothing here.' });
}

/** What went wrong, in the terms of the shop's own API: its front end can act on the one kind, not on the other. */
function fail(response: ServerResponse, error: unknown): void {
  if (error instanceof RefusedError) return send(response, 422, { problems: error.userErrors });
  if (error instanceof SyntaxError) return send(response, 400, { message: 'The body is no JSON.' });
  if (error instanceof RequestError && error.code === 'BAD_USER_INPUT')
    return send(response, 400, { message: error.message });
  console.error(error);
  const reference = error instanceof RequestError ? error.requestId : null;
  return send(response, 502, { message: 'Sourcing is not available right now.', reference });
}

const sendFound = (response: ServerResponse, found: object | null): void =>
  found ? send(response, 200, found) : send(response, 404, { message: 'There is no such request.' });

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A JSON body. Throws a `SyntaxError` when it is none, or larger than the shop takes. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new SyntaxError('too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
