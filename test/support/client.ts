/** What the API answered, as it came. `data` is typed loosely: a test states what it expects of it. */
export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are whatever the test asked for
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly requestId: string };
  }[];
}

export interface Client {
  readonly token: string | null;
  gql(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** A caller of the API with a token, or without one. */
export function clientOf(url: string, token: string | null): Client {
  return {
    token,
    async gql(query, variables = {}, headers = {}) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      // What the answer cost differs from one to the next; tests about that read it from the wire.
      const { extensions: _cost, ...body } = (await response.json()) as Answer & { extensions?: unknown };
      return { ...body, status: response.status };
    },
  };
}
