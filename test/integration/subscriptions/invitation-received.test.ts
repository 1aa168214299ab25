import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { done } from '../../support/build/quoted-rfq.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { INVITATION_RECEIVED, type Subscription, TRANSPORTS } from '../../support/subscriptions.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function newSupplier() {
  const [id = ''] = await addSuppliers(world.db, [{}]);
  return { id, client: await world.supplier(id) };
}

/** Posts a request to which the suppliers are invited. */
async function invite(title: string, supplierIds: readonly string[]): Promise<void> {
  const reach = {
    invite: supplierIds.map((id) => encodeNodeId('Supplier', id)),
    maxInvitations: supplierIds.length,
  };
  done(await world.buyer.gql(POST_RFQ, { input: rfqInput({ title, reach }) }), 'postRfq');
}

async function standing({ client }: { client: World['buyer'] }): Promise<string> {
  const { data } = await client.gql('{ viewer { latestInvitationEventId } }');
  return data.viewer.latestInvitationEventId;
}

const received = async (inbox: Subscription, count: number) =>
  (await inbox.take(count)).map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return data.invitationReceived;
  });
const titles = (events: readonly { invitation: { rfq: { title: string } } }[]) =>
  events.map(({ invitation }) => invitation.rfq.title);

describe.each(TRANSPORTS)('over %s', (_name, connect) => {
  test('a supplier is told of its own invitations, each once, in order, across a break', async () => {
    const [one, other] = [await newSupplier(), await newSupplier()];
    const afterEventId = await standing(one);
    const first = connect(world.url, one.client.token);
    const inbox = first.subscribe(INVITATION_RECEIVED, { afterEventId });
    await invite('one', [one.id]);
    await world.settle();
    await invite('other', [other.id]);
    await invite('both', [one.id, other.id]);
    const told = await received(inbox, 2);
    await first.close();

    for (const title of ['missed 1', 'missed 2', 'missed 3']) {
      await invite(title, [other.id, one.id]);
      await world.settle();
    }
    const second = connect(world.url, one.client.token);
    const rest = second.subscribe(INVITATION_RECEIVED, { afterEventId: told.at(-1).eventId });
    told.push(...(await received(rest, 3)));
    await invite('last', [one.id]);
    told.push(...(await received(rest, 1)));
    await second.close();

    expect(titles(told)).toEqual(['one', 'both', 'missed 1', 'missed 2', 'missed 3', 'last']);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(told.length);
    expect(told.at(-1).eventId).toBe(await standing(one));
  });

  test('other roles are refused', async () => {
    for (const caller of [world.buyer, world.partner, world.operator]) {
      const client = connect(world.url, caller.token);
      const [result] = await client.subscribe(INVITATION_RECEIVED).rest();
      expect(result?.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      await client.close();
    }
  });

  test('event ids of another supplier are refused, those that are gone are answered by a gap', async () => {
    const [one, other] = [await newSupplier(), await newSupplier()];
    await invite('seen', [one.id, other.id]);
    await world.settle();
    const client = connect(world.url, one.client.token);
    const [refused] = await client
      .subscribe(INVITATION_RECEIVED, { afterEventId: await standing(other) })
      .rest();
    expect(refused?.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);

    const gone = encodeNodeId('InvitationEvent', one.id, newId());
    const inbox = client.subscribe(INVITATION_RECEIVED, { afterEventId: gone });
    expect(await received(inbox, 1)).toEqual([
      { eventId: await standing(one), kind: 'GAP', invitation: null },
    ]);
    await invite('next', [one.id]);
    expect(titles(await received(inbox, 1))).toEqual(['next']);
    await client.close();
  });
});

test('numbers of an inbox rise without repeats, however many requests arrive in it at once', async () => {
  const suppliers = await Promise.all(Array.from({ length: 4 }, newSupplier));
  const ids = suppliers.map(({ id }) => id);
  await Promise.all(Array.from({ length: 12 }, (_none, index) => invite(`at once ${index}`, ids)));
  await world.settle();
  const rows = await sql<{ seqs: string[]; head: string }>(
    world.db,
    `select array_agg(x.seq order by x.seq) as seqs, min(s.last_seq) as head
       from supplier_inbox x join supplier_inbox_sequence s using (supplier_id)
      where supplier_id = any($1::uuid[]) group by supplier_id`,
    [ids],
  );
  expect(rows).toHaveLength(ids.length);
  for (const { seqs, head } of rows) {
    expect(new Set(seqs).size).toBe(12);
    expect(seqs.at(-1)).toBe(head);
  }
});
