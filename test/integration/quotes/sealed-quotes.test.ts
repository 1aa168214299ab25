import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDueRfq } from '../../../src/modules/rfqs/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import type { Client } from '../../support/client.ts';
import { startWorld, type World } from '../../support/world.ts';
import { NODE_QUOTE, openRfq, type OpenRfq, passDeadline, revise, submit } from './quoting.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const QUOTES = `query ($rfqId: ID!, $invitationId: ID!, $quoteId: ID!) {
  rfq(id: $rfqId) { quotes(first: 10) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
  backwards: rfq(id: $rfqId) { quotes(last: 10) { totalCount nodes { id } edges { cursor } } }
  invitation: node(id: $invitationId) { ... on Invitation { quote { id lines { unitPrice { amount } } } } }
  quote: node(id: $quoteId) { ... on Quote { id } }
  nodes(ids: [$quoteId]) { id }
}`;

const seenBy = async (client: Client, rfq: OpenRfq, quoteId: string) =>
  (
    await client.gql(QUOTES, {
      rfqId: rfq.rfqId,
      invitationId: rfq.suppliers[0]?.invitationId,
      quoteId,
    })
  ).data;

const onlookers = () => [world.buyer, world.agent, world.partner, world.operator];

async function sealedRfqWithQuote(): Promise<{ rfq: OpenRfq; quoteId: string }> {
  const rfq = await openRfq(world, { bidVisibility: 'SEALED' }, 2);
  const { quote, userErrors } = await submit(rfq, { validUntil: new Date(Date.now() + 30 * 86_400_000) });
  expect(userErrors).toEqual([]);
  return { rfq, quoteId: quote.id };
}

describe('a sealed quote', () => {
  test('looks to buyer, agent, partner and operator as if there were none', async () => {
    const { rfq, quoteId } = await sealedRfqWithQuote();
    const empty = await openRfq(world, { bidVisibility: 'SEALED' });
    for (const onlooker of onlookers()) {
      const seen = await seenBy(onlooker, rfq, quoteId);
      expect(seen).toEqual(await seenBy(onlooker, empty, 'MTpRdW90ZTpub25l'));
      expect(seen).toMatchObject({
        rfq: { quotes: { totalCount: 0, nodes: [] } },
        invitation: { quote: null },
        quote: null,
        nodes: [null],
      });
    }
  });

  test('is seen by its own supplier and by no other', async () => {
    const { rfq, quoteId } = await sealedRfqWithQuote();
    const [own, other] = rfq.suppliers;
    if (!own || !other) throw new Error('two suppliers are invited');
    expect(await seenBy(own.client, rfq, quoteId)).toMatchObject({
      rfq: null,
      invitation: { quote: { id: quoteId, lines: [{ unitPrice: { amount: '12.5' } }] } },
      quote: { id: quoteId },
    });
    expect(await seenBy(other.client, rfq, quoteId)).toMatchObject({
      rfq: null,
      invitation: null,
      quote: null,
    });
  });

  test('stays sealed after the deadline until the request is closed, and when it is called off', async () => {
    const { rfq, quoteId } = await sealedRfqWithQuote();
    await passDeadline(world, rfq);
    expect(await seenBy(world.buyer, rfq, quoteId)).toMatchObject({
      quote: null,
      rfq: { quotes: { nodes: [] } },
    });
    await sql(world.db, `update rfq set state = 'CANCELLED' where id = $1`, [rfq.id]);
    expect(await seenBy(world.buyer, rfq, quoteId)).toMatchObject({
      quote: null,
      rfq: { quotes: { nodes: [] } },
    });
  });

  test('opens to the buyer’s side when the request closes, and to nobody else', async () => {
    const { rfq, quoteId } = await sealedRfqWithQuote();
    await passDeadline(world, rfq);
    await closeDueRfq({ db: world.db }, rfq.id);
    for (const onlooker of onlookers()) {
      expect(await seenBy(onlooker, rfq, quoteId)).toMatchObject({
        rfq: { quotes: { totalCount: 1, nodes: [{ id: quoteId }] } },
        invitation: { quote: { id: quoteId } },
        quote: { id: quoteId },
      });
    }
    for (const stranger of [world.otherBuyer, world.otherPartner, rfq.suppliers[1]?.client]) {
      if (!stranger) throw new Error('two suppliers are invited');
      expect(await seenBy(stranger, rfq, quoteId)).toMatchObject({
        rfq: null,
        invitation: null,
        quote: null,
      });
    }
  });

  test('leaves its prices and words in the quote tables alone', async () => {
    const rfq = await openRfq(world, { bidVisibility: 'SEALED' });
    const lineId = rfq.lineIds[0];
    const input = (price: string, idempotencyKey: string) => ({
      idempotencyKey,
      lines: [{ lineId, unitPrice: price, comment: 'canary-comment' }],
    });
    const { quote } = await submit(rfq, input('7654321.123456', 'first'));
    await revise(rfq, quote.id, 1, input('8765432.654321', 'second'));
    const tables = await sql<{ name: string }>(
      world.db,
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const [found] = await sql(
        world.db,
        `select 1 from "${name}" t where t::text ~ '7654321.123456|8765432.654321|canary-comment' limit 1`,
      );
      if (found) holding.push(name);
    }
    expect(holding).toEqual(['quote_line']);
  });
});

test('an open request shows its quotes to the buyer’s side as they arrive, and to no competitor', async () => {
  const rfq = await openRfq(world, {}, 2);
  const { quote } = await submit(rfq);
  for (const onlooker of onlookers())
    expect((await onlooker.gql(NODE_QUOTE, { id: quote.id })).data.node).toMatchObject({ id: quote.id });
  for (const stranger of [world.otherBuyer, world.otherPartner, rfq.suppliers[1]?.client])
    expect((await stranger?.gql(NODE_QUOTE, { id: quote.id }))?.data.node).toBeNull();
});
