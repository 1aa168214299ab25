import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_BUYER_ID } from '../../../src/modules/identity/index.ts';
import { invitedRfq, type QuotedRfq } from '../../support/build/quoted-rfq.ts';
import {
  latestEventId,
  mutate,
  overSse,
  overWebSocket,
  rawSocket,
  RFQ_ACTIVITY,
  TRANSPORTS,
} from '../../support/subscriptions.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
let rfq: QuotedRfq;
beforeAll(async () => {
  world = await startWorld({
    env: {
      SUBSCRIPTION_KEEPALIVE_MS: '200',
      SUBSCRIPTIONS_PER_CONNECTION: '2',
      SUBSCRIPTIONS_PER_CALLER: '3',
    },
  });
  rfq = await invitedRfq(world, {}, 1);
});
afterAll(() => world.stop());

const tokenOf = async (user: string, times: { ttlSeconds?: number; issuedAt?: Date } = {}) =>
  (await world.issuer.issue({ role: 'BUYER', org: DEMO_BUYER_ID, user, ...times })).token;

const connections = async (transport: string): Promise<number> => {
  const page = await (await fetch(world.url.replace('/graphql', '/metrics'))).text();
  return Number(
    new RegExp(`^rfq_subscription_connections{transport="${transport}"} (\\d+)$`, 'm').exec(page)?.[1],
  );
};

/** A token that holds for some seconds more: clocks that differ by half a minute are allowed for. */
const tokenThatEnds = (user: string) =>
  tokenOf(user, { ttlSeconds: 60, issuedAt: new Date(Date.now() - (60 + 30 - 5) * 1_000) });

describe('a WebSocket', () => {
  test.each([
    ['no token', { type: 'connection_init' }, 4403],
    ['another kind of token', { type: 'connection_init', payload: { authorization: 7 } }, 4403],
    ['a forged token', { type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } }, 4403],
    [
      'a subscription before its token',
      { type: 'subscribe', id: '1', payload: { query: RFQ_ACTIVITY } },
      4401,
    ],
    ['what is no message', '{"type":', 4400],
    [
      'a message of more than 64 kB',
      JSON.stringify({ type: 'ping', payload: { a: 'x'.repeat(65_536) } }),
      1009,
    ],
    ['nothing', null, 4408],
  ])('that sends %s is closed', async (_what, message, code) => {
    const peer = await rawSocket(world.url);
    if (message !== null) peer.send(message);
    expect((await peer.closed).code).toBe(code);
  });

  test('that speaks another protocol is closed', async () => {
    expect((await (await rawSocket(world.url, [])).closed).code).toBe(4406);
  });

  test('that introduces itself twice, or uses an id twice, is closed', async () => {
    const init = { type: 'connection_init', payload: { authorization: `Bearer ${world.buyer.token}` } };
    const subscribe = {
      type: 'subscribe',
      id: '1',
      payload: { query: RFQ_ACTIVITY, variables: { rfqId: rfq.id } },
    };
    const twice = async (message: object, first: object | null = null) => {
      const peer = await rawSocket(world.url);
      if (first) {
        peer.send(first);
        await peer.receive();
      }
      peer.send(message);
      peer.send(message);
      return (await peer.closed).code;
    };
    expect(await twice(init)).toBe(4429);
    expect(await twice(subscribe, init)).toBe(4409);
  });

  test('is closed when its token ends', async () => {
    const client = overWebSocket(world.url, await tokenThatEnds('ws-expiry'));
    const activity = client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id });
    expect(await client.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    await expect(activity.rest()).rejects.toThrow();
  });

  test('has a limited number of subscriptions, which is free again when one ends', async () => {
    const client = overWebSocket(world.url, await tokenOf('ws-slots'));
    const open = () => client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id });
    const [first] = [open(), open()];
    await expect(open().rest()).rejects.toMatchObject([{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]);
    await first?.leave();
    const before = await latestEventId(world, rfq.id);
    const third = client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: before });
    const [bidder] = rfq.bidders;
    if (bidder)
      await mutate(bidder.client, 'declineInvitation', { invitationId: bidder.invitationId, code: 'OTHER' });
    expect(await third.take(1)).toHaveLength(1);
    await client.close();
  });

  test('whose client reads nothing is dropped', async () => {
    const token = await tokenOf('ws-stalled');
    const peer = await rawSocket(world.url);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await peer.receive();
    peer.socket.pause();
    await waitUntil('the server to drop it', async () => {
      const open = await connections('websocket');
      return open === 0 ? true : `${open} are open`;
    });
    peer.socket.resume();
    expect((await peer.closed).code).toBe(1006);
  });
});

describe('a stream of server-sent events', () => {
  const request = (init: RequestInit & { query?: string }) =>
    fetch(`${world.url}/stream${init.query ?? ''}`, init);

  test('is refused without a valid token', async () => {
    for (const headers of [{}, { authorization: 'Bearer a.b.c' }]) {
      const refused = await request({
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: RFQ_ACTIVITY, variables: { rfqId: rfq.id } }),
      });
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) } }],
      });
    }
  });

  test.each(['[]', 'null', '{}', '{"query":7}', '{"query":"{ a }","variables":[]}', '{"query'])(
    'is refused for a body like %s',
    async (body) => {
      const refused = await request({
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${world.buyer.token}` },
        body,
      });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    },
  );

  test('ends with a coded error when its token ends', async () => {
    const client = overSse(world.url, await tokenThatEnds('sse-expiry'));
    const results = await client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id }).rest();
    expect(results).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    await client.close();
  });

  test('may be asked for by GET, as browsers do', async () => {
    const query = new URLSearchParams({
      query: RFQ_ACTIVITY,
      variables: JSON.stringify({ rfqId: rfq.id, afterEventId: 'nonsense' }),
    });
    const response = await request({
      query: `?${query.toString()}`,
      headers: { authorization: `Bearer ${world.buyer.token}`, accept: 'text/event-stream' },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toMatch(
      /^event: next\ndata: \{"errors":.*\}\n\nevent: complete\ndata:\n\n$/,
    );
  });
});

describe.each(TRANSPORTS)('over %s', (name, connect) => {
  test.each([
    ['a query', '{ viewer { role } }', 'METHOD_NOT_ALLOWED'],
    ['a mutation', 'mutation { closeRfq(input: { rfqId: "x" }) { replayed } }', 'METHOD_NOT_ALLOWED'],
    ['introspection', '{ __schema { description } }', 'METHOD_NOT_ALLOWED'],
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { rfqActivit }', 'GRAPHQL_VALIDATION_FAILED'],
    ['brackets beyond number', `subscription ${'{ a '.repeat(5_000)}`, 'QUERY_TOO_DEEP'],
    [
      'two operations, none named',
      'subscription a { invitationReceived { eventId } } query b { viewer { role } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'too much at once',
      `subscription { invitationReceived { eventId invitation { rfq { ${Array.from({ length: 31 }, (_none, n) => `a${n}: title`).join(' ')} } } } }`,
      'QUERY_TOO_LARGE',
    ],
  ])('%s is refused with a code', async (_what, query, code) => {
    const client = connect(world.url, world.buyer.token);
    const errors = await client
      .subscribe(query)
      .rest()
      .then(([result]) => result?.errors)
      .catch((thrown: unknown) => thrown);
    expect(errors).toMatchObject([{ extensions: { code, requestId: expect.any(String) } }]);
    await client.close();
  });

  test('one caller has a limited number of subscriptions, over all its connections', async () => {
    const token = await tokenOf(`slots-${name}`);
    const before = await latestEventId(world, rfq.id);
    const clients = Array.from({ length: 4 }, () => connect(world.url, token));
    const ends = clients.map((client) =>
      client
        .subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: before })
        .rest()
        .then(([result]) => result?.errors)
        .catch((thrown: unknown) => thrown),
    );
    const refused = await Promise.race(ends);
    expect(refused).toMatchObject([{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]);
    await Promise.all(clients.map((client) => client.close()));
  });
});
