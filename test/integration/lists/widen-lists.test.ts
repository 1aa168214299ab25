import { afterAll, beforeAll, expect, test } from 'vitest';
import { WidenLists1795000000014 } from '../../../migrations/1795000000014-widen-lists.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { done, quotedRfq, quoteInput } from '../../support/build/quoted-rfq.ts';
import { rfqInput, rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const CREATE =
  'mutation ($input: CreateRfqInput!) { createRfq(input: $input) { userErrors { code } rfq { id } } }';

test('requests from before the wider lists are listed as those from after them', async () => {
  const quote = [(rfq: Parameters<typeof quoteInput>[0]) => quoteInput(rfq, ['10', '10'])];
  const lines = [rfqLine(), rfqLine({ category: { code: '03221110' } })];
  await quotedRfq(world, { title: 'Open', lines }, quote);
  await quotedRfq(world, { title: 'Sealed', lines, bidVisibility: 'SEALED' }, quote);
  done(await world.buyer.gql(CREATE, { input: rfqInput({ title: 'Draft' }) }), 'createRfq');
  await world.settle();
  const listed = () =>
    sql(
      world.db,
      `select buyer_id, rfq_id, partner_id, number, created_at, published_at::text, state, title, closes_at, last_quoted_at,
              array(select unnest(categories) order by 1) as categories
         from buyer_rfq order by title`,
    );
  const timeline = () =>
    sql(
      world.db,
      `select rfq_id, action, actor, details from audit where action in ('saveShortlist', 'inviteSuppliers') order by rfq_id, action`,
    );
  const before = { listed: await listed(), timeline: await timeline() };
  expect(before.listed.map((row) => [row['title'], row['last_quoted_at'] !== null])).toEqual([
    ['Draft', false],
    ['Open', true],
    ['Sealed', false],
  ]);

  const migration = new WidenLists1795000000014();
  const runner = world.db.createQueryRunner();
  await migration.down(runner);
  await migration.up(runner);
  await runner.release();
  expect({ listed: await listed(), timeline: await timeline() }).toEqual(before);
});
