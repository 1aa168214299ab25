import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeNodeId } from '../../src/platform/kernel/ids.ts';
import {
  addListedRfqs,
  addListedSuppliers,
  addToInboxOf,
  inviteSuppliersTo,
} from '../support/build/listed-rows.ts';
import type { Client } from '../support/client.ts';
import { startWorld, type World } from '../support/world.ts';

const THERE_BEFORE = 400;
const INSERTED = 1_000;
const BATCH = 50;
const PAGE = 70;
/** Anywhere among the others: before and behind a reader. */
const SOMEWHEN = `now() + (random() - 0.5) * interval '10 days'`;

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

/** A list that grows while it is read. */
interface GrowingList {
  readonly client: Client;
  /** Takes `$args`. */
  readonly query: string;
  readonly orders: readonly string[];
  readonly pageIn: (data: Record<string, unknown>) => unknown;
  /** Adds rows, and returns their global ids. */
  readonly grow: (count: number) => Promise<string[]>;
}

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const PAGE_FIELDS = 'nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const PAGE_ARGS = '$first: Int, $after: String, $last: Int, $before: String';
const PASSED_ON = 'first: $first, after: $after, last: $last, before: $before';

const rfqIds = (ids: readonly string[]) => ids.map((id) => encodeNodeId('Rfq', id));

const LISTS: Readonly<Record<string, () => Promise<GrowingList>>> = {
  requests: async () => ({
    client: world.buyer,
    query: `query (${PAGE_ARGS}, $orderBy: RfqOrder) { rfqs(${PASSED_ON}, orderBy: $orderBy) { ${PAGE_FIELDS} } }`,
    orders: ['CREATED_AT_DESC', 'CLOSES_AT_ASC'],
    pageIn: (data) => data['rfqs'],
    grow: async (count) =>
      rfqIds(
        await addListedRfqs(world.db, {
          count,
          state: `(array['DRAFT', 'OPEN', 'CLOSED', 'AWARDED'])[1 + n % 4]`,
          createdAt: SOMEWHEN,
          closesAt: SOMEWHEN,
        }),
      ),
  }),
  inbox: async () => {
    const [supplierId = ''] = await addListedSuppliers(world.db, 1, `'Much asked'`, `'AT'`);
    return {
      client: await world.supplier(supplierId),
      query: `query (${PAGE_ARGS}, $orderBy: InvitationOrder) { viewer { invitations(${PASSED_ON}, orderBy: $orderBy) { ${PAGE_FIELDS} } } }`,
      orders: ['SENT_AT_DESC', 'CLOSES_AT_ASC'],
      pageIn: (data) => (data['viewer'] as Record<string, unknown>)['invitations'],
      grow: async (count) => {
        const ids = await addListedRfqs(world.db, { count, createdAt: SOMEWHEN, closesAt: SOMEWHEN });
        await addToInboxOf(world.db, supplierId, ids, `case when n % 3 = 0 then 'VIEWED' else 'SENT' end`);
        return ids.map((id) => encodeNodeId('Invitation', id, supplierId));
      },
    };
  },
  suppliers: async () => ({
    client: world.operator,
    query: `query (${PAGE_ARGS}, $orderBy: SupplierOrder) {
      suppliers(${PASSED_ON}, orderBy: $orderBy, filter: { countries: ["DE", "FR"] }) { ${PAGE_FIELDS} } }`,
    orders: ['NAME_ASC', 'RATING_DESC'],
    pageIn: (data) => data['suppliers'],
    grow: async (count) =>
      (
        await addListedSuppliers(world.db, count, `md5(random()::text)`, `(array['DE', 'FR'])[1 + n % 2]`)
      ).map((id) => encodeNodeId('Supplier', id)),
  }),
  invitations: async () => {
    const [rfqId = ''] = await addListedRfqs(world.db, { count: 1 });
    return {
      client: world.buyer,
      query: `query (${PAGE_ARGS}, $orderBy: RfqInvitationOrder) { rfq(id: "${encodeNodeId('Rfq', rfqId)}") {
        invitations(${PASSED_ON}, orderBy: $orderBy) { ${PAGE_FIELDS} } } }`,
      orders: ['SHORTLIST_ASC', 'SUPPLIER_NAME_ASC'],
      pageIn: (data) => (data['rfq'] as Record<string, unknown>)['invitations'],
      grow: async (count) => {
        const ids = await addListedSuppliers(world.db, count, `md5(random()::text)`);
        await inviteSuppliersTo(world.db, rfqId, ids);
        return ids.map((id) => encodeNodeId('Invitation', rfqId, id));
      },
    };
  },
};

async function readPage(list: GrowingList, variables: object): Promise<Page> {
  const { data, errors } = await list.client.gql(list.query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return list.pageIn(data) as Page;
}

/** Every id of a list, page by page, in the order of reading. */
async function walk(list: GrowingList, orderBy: string, backward: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Page = await readPage(
      list,
      backward ? { orderBy, last: PAGE, before: cursor } : { orderBy, first: PAGE, after: cursor },
    );
    const nodes = page.nodes.map((node) => node.id);
    ids.push(...(backward ? nodes.toReversed() : nodes));
    if (!(backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) return ids;
    cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
  }
}

describe.each(Object.keys(LISTS))('a list of %s', (name) => {
  test(`neither repeats nor skips while ${INSERTED} rows are inserted, in any order, forward and backward`, async () => {
    const list = await (LISTS[name] ?? (() => Promise.reject(new Error('no such list'))))();
    const before = await list.grow(THERE_BEFORE);
    const grow = async () => {
      for (let rows = 0; rows < INSERTED; rows += BATCH) await list.grow(BATCH);
    };
    const walks = list.orders.flatMap((order) => [walk(list, order, false), walk(list, order, true)]);
    const [, ...read] = await Promise.all([grow(), ...walks]);
    for (const ids of read) {
      expect(new Set(ids).size).toBe(ids.length);
      const seen = new Set(ids);
      expect(before.filter((id) => !seen.has(id))).toEqual([]);
    }
    // At rest both directions give the same, whole list.
    for (const order of list.orders) {
      const forward = await walk(list, order, false);
      expect(forward).toHaveLength(THERE_BEFORE + INSERTED);
      expect(await walk(list, order, true)).toEqual(forward.toReversed());
    }
  });
});
