import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID, OTHER_BUYER_ID } from '../../../src/modules/identity/index.ts';
import { inboxList } from '../../../src/modules/invitations/inbox-list.queries.ts';
import type { RfqFilter } from '../../../src/modules/rfqs/rfq-list.type.ts';
import { rfqList } from '../../../src/modules/rfqs/rfq-list.queries.ts';
import { SupplierOrder } from '../../../src/modules/suppliers/supplier-list.type.ts';
import { supplierList } from '../../../src/modules/suppliers/supplier-list.queries.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { type KeysetList, pageSql } from '../../../src/platform/graphql/keyset-page.ts';
import type { Actor } from '../../../src/platform/kernel/actor.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { addListedRfqs, addListedSuppliers, addToInboxOf } from '../../support/build/listed-rows.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const RFQS = 30_000;
const SUPPLIERS = 20_000;
const PAGE = { size: 20, backward: false, after: null, before: null };
/** A walk reads the page itself for each part of a list, and a little more. */
const FEW_ROWS = 500;

let database: TestDatabase;
let db: DataSource;
let supplierId: string;
const people = { userId: 'test', partnerId: DEMO_PARTNER_ID };
const buyer: Actor = { role: 'BUYER', buyerId: DEMO_BUYER_ID, ...people };
const partner: Actor = { role: 'PARTNER', ...people };
const operator: Actor = { role: 'OPERATOR', userId: 'test' };

beforeAll(async () => {
  database = await createDatabase();
  db = await openDatabase(
    { url: database.url, poolSize: 1, applicationName: 'rfq-test', statementTimeoutMs: 60_000 },
    createLogger('silent', 'test'),
  );
  // A few drafts among many awarded requests, and words that few titles have.
  const shape = {
    state: `case when n % 5000 = 0 then 'DRAFT' when n % 100 = 0 then 'OPEN' else 'AWARDED' end`,
    title: `'Brackets, lot ' || n || case when n % 10000 = 0 then ' titanium' else ' steel' end`,
  };
  const ids = await addListedRfqs(db, { count: RFQS, ...shape });
  await addListedRfqs(db, { count: RFQS / 10, buyerId: OTHER_BUYER_ID, ...shape });
  const names = `md5(n::text)`;
  const suppliers = await addListedSuppliers(
    db,
    SUPPLIERS,
    names,
    `case when n % 4000 = 0 then 'MT' else 'DE' end`,
  );
  supplierId = suppliers[0] ?? '';
  await addToInboxOf(
    db,
    supplierId,
    ids.slice(0, 10_000),
    `case when n % 2500 = 0 then 'SENT' else 'QUOTED' end`,
  );
  for (const other of suppliers.slice(1, 3)) await addToInboxOf(db, other, ids.slice(0, 10_000), `'QUOTED'`);
  await sql(db, 'vacuum analyze buyer_rfq');
  await sql(db, 'vacuum analyze supplier_inbox');
  await sql(db, 'vacuum analyze supplier');
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** Which tables a page is scanned whole for, and the most rows that any of its scans has read. */
async function costOf(list: KeysetList): Promise<{ scanned: string[]; rowsRead: number }> {
  const { text, parameters } = pageSql(list, PAGE);
  const [answer] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    db,
    `explain (analyze, format json) ${text}`,
    parameters,
  );
  const nodes: Plan[] = [];
  const visit = (plan: Plan): void => {
    nodes.push(plan);
    plan.Plans?.forEach(visit);
  };
  if (answer) visit(answer['QUERY PLAN'][0].Plan);
  const scans = nodes.filter((node) => node['Node Type'].includes('Scan'));
  const read = (node: Plan) =>
    (node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    node['Actual Loops'];
  return {
    scanned: scans.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
    rowsRead: Math.max(...scans.map(read)),
  };
}

/** The most rows that any scan of these lists' pages reads; endless where one reads a whole table. */
async function mostRowsRead(...lists: readonly KeysetList[]): Promise<number> {
  let most = 0;
  for (const list of lists) {
    const { scanned, rowsRead } = await costOf(list);
    most = Math.max(most, scanned.length > 0 ? Infinity : rowsRead);
  }
  return most;
}

describe(`a page out of ${RFQS.toLocaleString('en')} requests reads few rows`, () => {
  for (const [who, actor] of Object.entries({ buyer, partner, operator }))
    for (const order of ['CREATED_AT_DESC', 'CLOSES_AT_ASC', 'PUBLISHED_AT_DESC'] as const) {
      test(`for a ${who}, by ${order}, of every state or a rare one`, async () => {
        const filters = [{}, { states: ['DRAFT'] }, { states: ['DRAFT', 'OPEN'] }] satisfies RfqFilter[];
        const lists = filters.map((filter) => rfqList(actor, filter, order));
        expect(await mostRowsRead(...lists)).toBeLessThanOrEqual(FEW_ROWS);
      });
    }

  test('for a deadline window', async () => {
    const closesAt = { to: new Date(Date.now() + 3_600_000) };
    const list = rfqList(buyer, { states: ['OPEN', 'AWARDED'], closesAt }, 'CLOSES_AT_ASC');
    expect(await mostRowsRead(list)).toBeLessThanOrEqual(FEW_ROWS);
  });

  test('for a search, whether it finds much or little', async () => {
    const lists = [buyer, partner, operator].flatMap((actor) =>
      ['titanium', 'steel'].map((search) => rfqList(actor, { search }, 'CREATED_AT_DESC')),
    );
    expect(await mostRowsRead(...lists)).toBeLessThanOrEqual(FEW_ROWS);
  });
});

test('a page of an inbox of 10,000 reads few rows: newest first, by deadline, and of a rare state', async () => {
  const lists = [
    inboxList(supplierId, {}, 'SENT_AT_DESC'),
    inboxList(supplierId, {}, 'CLOSES_AT_ASC'),
    inboxList(supplierId, { states: ['SENT'] }, 'CLOSES_AT_ASC'),
    inboxList(supplierId, { states: ['SENT', 'VIEWED'] }, 'SENT_AT_DESC'),
    inboxList(supplierId, { unread: true }, 'SENT_AT_DESC'),
  ];
  expect(await mostRowsRead(...lists)).toBeLessThanOrEqual(FEW_ROWS);
});

test(`a page out of ${SUPPLIERS.toLocaleString('en')} suppliers reads few rows: by name, by rating, and of a rare country`, async () => {
  const listOf = (order: SupplierOrder, countries?: string[]) =>
    supplierList(db, operator, '', countries ? { countries } : {}, order);
  const lists = await Promise.all([
    ...Object.values(SupplierOrder).map((order) => listOf(order)),
    listOf('NAME_ASC', ['MT']),
    listOf('NAME_DESC', ['MT', 'DE']),
    listOf('RATING_DESC', ['MT']),
  ]);
  expect(await mostRowsRead(...lists)).toBeLessThanOrEqual(FEW_ROWS);
});
