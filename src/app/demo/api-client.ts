import { graphql, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../platform/kernel/actor.ts';
import { StartupError } from '../embedded/startup-error.ts';

interface GraphResponse {
  readonly data?: unknown;
  readonly errors?:
    readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[] | undefined;
}

interface UserErrors {
  readonly userErrors: readonly {
    readonly code: string;
    readonly path: readonly string[];
    readonly message: string;
  }[];
}

/** How operations reach the engine. */
export type Transport = (query: string, variables: object) => Promise<GraphResponse>;

/** Over HTTP with a token, as any client. */
export const httpTransport =
  (url: string, token: string): Transport =>
  async (query, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    }).catch(() => {
      throw new StartupError(`Nothing answers at ${url}: run \`npm start\` in another terminal first.`);
    });
    return (await response.json()) as GraphResponse;
  };

/** Within this process, as an actor: the same schema and commands, without the HTTP edge. */
export const localTransport =
  (schema: GraphQLSchema, db: DataSource, actor: Actor): Transport =>
  (source, variables) =>
    graphql({
      schema,
      source,
      variableValues: { ...variables },
      contextValue: { db, actor, requestId: 'local', idempotencyKey: null, loaders: new WeakMap() },
    });

/** One caller of the API. */
export class ApiClient {
  readonly #send: Transport;

  constructor(send: Transport) {
    this.#send = send;
  }

  /** Runs an operation. Throws when the answer has top-level errors. */
  async query<T>(query: string, variables: object = {}): Promise<T> {
    const answer = await this.#send(query, variables);
    const [error] = answer.errors ?? [];
    if (error) throw new Error(error.message, { cause: error });
    if (!answer.data) throw new Error('the answer has no data');
    return answer.data as T;
  }

  /** Runs the one mutation of an operation and returns its payload. Throws when it has `userErrors`. */
  async mutate<T>(query: string, input: object): Promise<T> {
    const data = await this.query<Record<string, T & UserErrors>>(query, { input });
    const payload = Object.values(data)[0];
    if (!payload) throw new Error('the mutation has no payload');
    const [error] = payload.userErrors;
    if (error) throw new Error(`${error.code} at ${error.path.join('.')}: ${error.message}`);
    return payload;
  }
}

/** Asks again until the answer is there. Throws when it is not within `timeoutMs`. */
export async function until<T>(what: string, ask: () => Promise<T | null>, timeoutMs = 60_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`${what}: nothing within ${timeoutMs / 1_000} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
