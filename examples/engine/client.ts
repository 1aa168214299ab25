import type { TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';

const ATTEMPTS = 5;
const PAUSE_MS = 250;
const TRANSIENT = new Set([429, 502, 503, 504]);

/** One reason why a mutation changed nothing. */
export interface UserError {
  readonly code: string;
  readonly path: readonly string[];
  readonly message: string;
}

/** The engine did not execute an operation, or not all of it: tokens, limits, or a fault of its own. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: string;
  /** To be quoted to the engine's operator. */
  readonly requestId: string;

  constructor(message: string, code: string, requestId: string) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** A mutation changed nothing, for reasons that its caller can act on. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly userErrors: readonly UserError[];

  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ code, path, message }) => `${code} at ${path.join('.')}: ${message}`).join('\n'));
    this.userErrors = userErrors;
  }
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly requestId?: string };
  }[];
}

/** A mutation's payload once it went through: its object is there. */
export type Done<Payload> = { readonly [Field in keyof Payload]: NonNullable<Payload[Field]> };

type MutationResult = Readonly<Record<string, { readonly userErrors: readonly UserError[] }>>;

/** One caller of the engine. */
export class Engine {
  readonly #url: string;
  readonly #token: string;

  /** `token` is a JWT, or a partner's API key. */
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Reads. Throws `RequestError`. */
  query<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return this.#send(document, variables, {});
  }

  /**
   * Runs the one mutation of a document. The key makes it safe to send again: the same key gives the same
   * answer, once, so a connection that breaks costs nothing. Throws `RefusedError` and `RequestError`.
   */
  async mutate<Result extends MutationResult, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
    idempotencyKey: string,
  ): Promise<Done<Result[keyof Result]>> {
    const result = await this.#send(document, variables, { 'idempotency-key': idempotencyKey });
    const [payload] = Object.values(result);
    if (!payload) throw new TypeError('the document has no mutation');
    if (payload.userErrors.length > 0) throw new RefusedError(payload.userErrors);
    return payload as Done<Result[keyof Result]>;
  }

  /**
   * Follows a subscription by server-sent events until its caller leaves the loop, it ends, or the connection
   * breaks. To go on without a gap, read again and subscribe after the event that was read up to.
   */
  async *follow<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
  ): AsyncGenerator<Result, void> {
    const leaving = new AbortController();
    try {
      const response = await fetch(`${this.#url}/stream`, {
        method: 'POST',
        headers: this.#headers(),
        body: JSON.stringify({ query: print(document), variables }),
        signal: leaving.signal,
      }).catch(() => null);
      if (!response) return;
      if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
        yield resultOf((await response.json()) as Answer<Result>);
      else for await (const data of eventsOf(response)) yield resultOf(JSON.parse(data) as Answer<Result>);
    } finally {
      leaving.abort();
    }
  }

  async #send<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result> {
    const response = await this.#post(JSON.stringify({ query: print(document), variables }), headers);
    return resultOf((await response.json()) as Answer<Result>);
  }

  /** Sends again what may have been lost on the way, waiting as long as the engine asks for. */
  async #post(body: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { ...this.#headers(), ...headers },
        body,
      }).catch((error: unknown) => {
        if (attempt === ATTEMPTS) throw error;
        return null;
      });
      if (response && (attempt === ATTEMPTS || !TRANSIENT.has(response.status))) return response;
      const waitSeconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
      await pause(Number.isNaN(waitSeconds) ? PAUSE_MS * 2 ** attempt : waitSeconds * 1_000);
    }
  }

  #headers(): Record<string, string> {
    return { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` };
  }
}

/** What an operation gave. Throws `RequestError`. */
function resultOf<Result>({ data, errors = [] }: Answer<Result>): Result {
  const [error] = errors;
  if (error)
    throw new RequestError(
      error.message,
      error.extensions?.code ?? 'UNKNOWN',
      error.extensions?.requestId ?? '',
    );
  if (!data) throw new TypeError('the answer has neither data nor errors');
  return data;
}

/** The data of each `next` event of a stream, until it completes or breaks. */
async function* eventsOf(response: Response): AsyncGenerator<string, void> {
  let unread = '';
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (unread + chunk).split('\n\n');
      unread = events.pop() ?? '';
      for (const event of events) {
        const [, data] = /^event: next\ndata: (.*)$/.exec(event) ?? [];
        if (data !== undefined) yield data;
      }
    }
  } catch (error) {
    // A connection that breaks is an end like any other: whoever follows reads again and comes back.
    if (!(error instanceof TypeError)) throw error;
  }
}

/** Waits. */
export const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
