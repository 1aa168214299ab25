import { expect } from 'vitest';
import { isRequestErrorCode } from '../../src/platform/kernel/request-error-code.ts';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are whatever the test asked for
  readonly body: any;
}

/** Sends a request as it is. */
export async function send(url: string, init: RequestInit = {}): Promise<WireAnswer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends an operation by POST. */
export const post = (
  url: string,
  token: string | null,
  operation: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<WireAnswer> =>
  send(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof operation === 'string' ? operation : JSON.stringify(operation),
  });

/** Sends an operation by GET. */
export function get(
  url: string,
  token: string | null,
  operation: { readonly query: string; readonly variables?: object },
): Promise<WireAnswer> {
  const address = new URL(url);
  address.searchParams.set('query', operation.query);
  if (operation.variables) address.searchParams.set('variables', JSON.stringify(operation.variables));
  return send(address.href, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
}

/** What must be in no answer: stacks, SQL, hosts, files, and hints at names of the schema. */
const LEAKS =
  /\bat \S+ \(|node_modules|\/src\/|file:\/\/|\.[jt]s:\d|\bselect .* from\b|\binsert into\b|ECONN|127\.0\.0\.1|Did you mean|stacktrace/i;

/** Expects JSON with coded errors that name their request, nothing that leaks, and no fault of ours. Returns the codes. */
export function expectRefusal(answer: WireAnswer): string[] {
  expect(answer.headers.get('content-type')).toMatch(
    /^application\/(graphql-response\+)?json; charset=utf-8$/,
  );
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(LEAKS);
  expect(answer.body?.errors?.length).toBeGreaterThan(0);
  const codes: string[] = [];
  for (const { message, extensions } of answer.body.errors) {
    expect(message).toMatch(/\S/);
    expect(extensions).toEqual({ code: expect.any(String), requestId: expect.any(String) });
    expect(isRequestErrorCode(extensions.code)).toBe(true);
    expect(extensions.requestId).toBe(answer.headers.get('x-request-id'));
    codes.push(extensions.code);
  }
  return codes;
}
