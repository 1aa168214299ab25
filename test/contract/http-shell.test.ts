import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { expectRefusal, post, send } from './wire.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const QUERY = '{ __typename }';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a body that is no request gets a coded 400', () => {
  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a string', '"{ __typename }"'],
    ['a number', '1'],
    ['a list of operations', JSON.stringify([{ query: QUERY }])],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['JSON that ends early', '{"query": "{ __typename }"'],
    ['JSON that would change prototypes', '{"query": "{ __typename }", "__proto__": {"a": 1}}'],
    ['no JSON', 'query=%7B__typename%7D'],
    ['an empty query', '{"query": " "}'],
    ['a query that is a number', '{"query": 1}'],
    ['a query that is an object', '{"query": {"kind": "Document"}}'],
    ['a query that is a list', '{"query": ["{ __typename }"]}'],
    ['variables that are text', '{"query": "{ __typename }", "variables": "{}"}'],
    ['variables that are a list', '{"query": "{ __typename }", "variables": []}'],
    ['variables that are a number', '{"query": "{ __typename }", "variables": 0}'],
    ['extensions that are text', '{"query": "{ __typename }", "extensions": "{}"}'],
    ['extensions that are a list', '{"query": "{ __typename }", "extensions": []}'],
    ['an operation name that is a number', '{"query": "{ __typename }", "operationName": 1}'],
  ])('%s', async (_what, body) => {
    const answer = await post(world.url, world.buyer.token, body);
    expect(answer.status).toBe(400);
    expect(expectRefusal(answer)).toEqual(['BAD_REQUEST']);
  });

  test.each([
    ['a query given twice', '?query={a}&query={__typename}'],
    ['no query', '?variables={}'],
    ['no parameters', ''],
    ['variables that are no JSON', '?query={__typename}&variables={'],
    ['variables that are null', '?query={__typename}&variables=null'],
    ['variables that are a list', '?query={__typename}&variables=[]'],
    ['broken escapes', '?query=%zz'],
  ])('by GET: %s', async (_what, search) => {
    const answer = await send(world.url + search, {
      headers: { authorization: `Bearer ${world.buyer.token}` },
    });
    expect(
      expectRefusal(answer).every((code) => ['BAD_REQUEST', 'GRAPHQL_PARSE_FAILED'].includes(code)),
    ).toBe(true);
  });
});

describe('a media type that is not taken gets a coded 415', () => {
  test.each([
    ['text/plain', JSON.stringify({ query: QUERY })],
    ['application/x-www-form-urlencoded', `query=${QUERY}`],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
    ],
    ['application/graphql', QUERY],
    ['application/json; charset=utf-16', JSON.stringify({ query: QUERY })],
    ['application/json; charset="iso-8859-1"', JSON.stringify({ query: QUERY })],
    ['x', JSON.stringify({ query: QUERY })],
  ])('%s', async (type, body) => {
    const answer = await post(world.url, world.buyer.token, body, { 'content-type': type });
    expect(answer.status).toBe(415);
    expect(expectRefusal(answer)).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
  });

  test('JSON in UTF-8 is taken however it is written', async () => {
    for (const type of [
      'application/json',
      'application/json;charset=UTF-8',
      'application/json; charset="utf8"',
    ]) {
      const answer = await post(world.url, null, { query: QUERY }, { 'content-type': type });
      expect(answer.body.data).toEqual({ __typename: 'Query' });
    }
  });
});

describe('what a request asks of HTTP', () => {
  test('a body over 256 kB is refused with 413', async () => {
    const answer = await post(world.url, world.buyer.token, {
      query: QUERY,
      variables: { a: 'x'.repeat(256 * 1024) },
    });
    expect(answer.status).toBe(413);
    expect(expectRefusal(answer)).toEqual(['PAYLOAD_TOO_LARGE']);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is refused with 405', async (method) => {
    const answer = await send(world.url, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
    expect(expectRefusal(answer)).toEqual(['METHOD_NOT_ALLOWED']);
  });

  test('a mutation by GET is refused with 405 and does nothing', async () => {
    const query = 'mutation { cancelRfq(input: { rfqId: "x" }) { replayed } }';
    const answer = await send(`${world.url}?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${world.buyer.token}` },
    });
    expect(answer.status).toBe(405);
    expect(expectRefusal(answer)).toEqual(['METHOD_NOT_ALLOWED']);
  });

  test('an answer that no media type of ours can carry is refused with 406, before anything is executed', async () => {
    const answer = await post(world.url, world.buyer.token, { query: QUERY }, { accept: 'text/html' });
    expect(answer.status).toBe(406);
    expect(expectRefusal(answer)).toEqual(['NOT_ACCEPTABLE']);
  });

  test('an address that is none is refused with 404, also where it cannot be read', async () => {
    for (const path of ['/nothing', '/graphql/../x', '/graphqlx', '/%00']) {
      const answer = await send(world.url.replace('/graphql', path));
      expect(answer.status).toBe(404);
      expect(expectRefusal(answer)).toEqual(['NOT_FOUND']);
    }
    expect(expectRefusal(await send(world.url.replace('/graphql', '/%zz')))).toEqual(['BAD_REQUEST']);
  });

  test('automatic persisted queries are off, in the words that clients know', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    for (const operation of [{ extensions, query: QUERY }]) {
      expect(expectRefusal(await post(world.url, null, operation))).toEqual([
        'PERSISTED_QUERY_NOT_SUPPORTED',
      ]);
    }
  });
});

describe('pages of other sites', () => {
  test.each([
    ['cross-site', 'no-cors'],
    ['cross-site', 'navigate'],
    ['same-site', 'no-cors'],
    ['cross-site', ''],
  ])('cannot send what is %s and %s', async (site, mode) => {
    const headers = {
      'sec-fetch-site': site,
      ...(mode && { 'sec-fetch-mode': mode }),
      authorization: `Bearer ${world.buyer.token}`,
    };
    const answer = await rawRequest(`GET /graphql?query={__typename} HTTP/1.1`, headers);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain('"FORBIDDEN"');
  });

  test('are no matter to servers, to our own pages and to scripts that CORS let through', async () => {
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    ]) {
      expect(await rawRequest('GET /graphql?query={__typename} HTTP/1.1', headers)).toContain(
        '"__typename":"Query"',
      );
    }
  });
});

describe('headers that claim something', () => {
  test('change nothing: host, origin, forwarded addresses, tenants', async () => {
    const claims = {
      host: 'a b[evil',
      origin: 'https://evil.example',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-tenant-id': '00000000-0000-0000-0000-000000000000',
      'x-http-method-override': 'DELETE',
      'x-request-id': 'x',
    };
    const answer = await rawRequest('GET /graphql?query={viewer{role}} HTTP/1.1', {
      ...claims,
      authorization: `Bearer ${world.buyer.token}`,
    });
    expect(answer).toContain('{"data":{"viewer":{"role":"BUYER"}}');
    expect(answer).not.toContain('evil');
  });

  test('a request id of the caller is kept, an odd one replaced', async () => {
    const kept = await post(
      world.url,
      null,
      { query: '{' },
      { ...JSON_TYPE, 'x-request-id': 'partner-0001' },
    );
    expect(expectRefusal(kept) && kept.headers.get('x-request-id')).toBe('partner-0001');
    const odd = await post(world.url, null, { query: '{' }, { ...JSON_TYPE, 'x-request-id': '<script>' });
    expect(expectRefusal(odd) && odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('bytes that are not HTTP get a coded 400', async () => {
  for (const bytes of [
    'GARBAGE\r\n\r\n',
    'GET /graphql HTTP/1.1\r\nhost x\r\n\r\n',
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
  ]) {
    const answer = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"BAD_REQUEST"');
  }
});

/** For headers that `fetch` does not let through. */
const rawRequest = (line: string, headers: Readonly<Record<string, string>>): Promise<string> =>
  exchange(
    [
      line,
      ...Object.entries({ host: 'localhost', ...headers, connection: 'close' }).map(
        ([name, value]) => `${name}: ${value}`,
      ),
      '',
      '',
    ].join('\r\n'),
  );

async function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}
