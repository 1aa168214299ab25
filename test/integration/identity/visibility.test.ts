import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../src/app/database.ts';
import {
  buyerBehindLoader,
  buyerLoader,
  DEMO_BUYER_ID,
  DEMO_PARTNER_ID,
  findBuyers,
  findPartners,
  OTHER_BUYER_ID,
  OTHER_PARTNER_ID,
  partnerBehindLoader,
  partnerLoader,
} from '../../../src/modules/identity/index.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import type { Actor } from '../../../src/platform/kernel/actor.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const ABSENT = '0193c000-0000-7000-8000-00000000ffff';
const SIBLING_BUYER_ID = '0193c000-0000-7000-8000-000000000102';
const PARTNERS = [DEMO_PARTNER_ID, OTHER_PARTNER_ID, ABSENT];
const BUYERS = [DEMO_BUYER_ID, SIBLING_BUYER_ID, OTHER_BUYER_ID, ABSENT];

const userId = 'ada';
const buyer: Actor = { role: 'BUYER', userId, buyerId: DEMO_BUYER_ID, partnerId: DEMO_PARTNER_ID };
const partner: Actor = { role: 'PARTNER', userId, partnerId: DEMO_PARTNER_ID };
const agent: Actor = { role: 'AGENT', userId, partnerId: DEMO_PARTNER_ID };
const supplier: Actor = { role: 'SUPPLIER', userId, supplierId: ABSENT };
const operator: Actor = { role: 'OPERATOR', userId };

/** Who may read which of the ids above, in their order. */
const MATRIX: [Actor, { partners: string[]; buyers: string[] }][] = [
  [buyer, { partners: [DEMO_PARTNER_ID], buyers: [DEMO_BUYER_ID] }],
  [partner, { partners: [DEMO_PARTNER_ID], buyers: [DEMO_BUYER_ID, SIBLING_BUYER_ID] }],
  [agent, { partners: [DEMO_PARTNER_ID], buyers: [DEMO_BUYER_ID, SIBLING_BUYER_ID] }],
  [supplier, { partners: [], buyers: [] }],
  [
    operator,
    {
      partners: [DEMO_PARTNER_ID, OTHER_PARTNER_ID],
      buyers: [DEMO_BUYER_ID, SIBLING_BUYER_ID, OTHER_BUYER_ID],
    },
  ],
];

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  db = await openDatabase(
    { url: database.url, poolSize: 2, applicationName: 'rfq-test', statementTimeoutMs: 10_000 },
    createLogger('silent', 'test'),
  );
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const contextOf = (actor: Actor | null): GraphContext => ({
  db,
  actor,
  requestId: 'test',
  idempotencyKey: null,
  loaders: new WeakMap(),
});

const idsOf = (records: readonly ({ id: string } | null)[]): (string | null)[] =>
  records.map((record) => record?.id ?? null);

describe('what each role may read of organisations', () => {
  test.each(MATRIX)('$role', async (actor, { partners, buyers }) => {
    const context = contextOf(actor);
    const seenPartners = await Promise.all(PARTNERS.map((id) => partnerLoader(context).load(id)));
    const seenBuyers = await Promise.all(BUYERS.map((id) => buyerLoader(context).load(id)));
    expect(idsOf(seenPartners)).toEqual(PARTNERS.map((id) => (partners.includes(id) ? id : null)));
    expect(idsOf(seenBuyers)).toEqual(BUYERS.map((id) => (buyers.includes(id) ? id : null)));
  });

  test('a caller without a token reads none', async () => {
    const context = contextOf(null);
    expect(await Promise.all(PARTNERS.map((id) => partnerLoader(context).load(id)))).toEqual([
      null,
      null,
      null,
    ]);
    expect(await buyerLoader(context).load(DEMO_BUYER_ID)).toBeNull();
  });
});

describe('reads behind an object that the caller was let through to', () => {
  test('show its organisations to any role', async () => {
    const context = contextOf(supplier);
    expect(await buyerBehindLoader(context).load(OTHER_BUYER_ID)).toMatchObject({ id: OTHER_BUYER_ID });
    expect(await partnerBehindLoader(context).load(OTHER_PARTNER_ID)).toMatchObject({ id: OTHER_PARTNER_ID });
  });

  test('fail for one that the database does not have, and for that one alone', async () => {
    const loader = partnerBehindLoader(contextOf(operator));
    const [found, absent] = await Promise.allSettled([loader.load(DEMO_PARTNER_ID), loader.load(ABSENT)]);
    expect(found.status).toBe('fulfilled');
    expect(absent).toMatchObject({
      status: 'rejected',
      reason: { message: `there is no partner ${ABSENT}` },
    });
  });
});

test('the engine reads organisations in sets, whoever they belong to', async () => {
  const found = [...(await findPartners(db, PARTNERS)), ...(await findBuyers(db, BUYERS))];
  expect(found.map((record) => record.id).toSorted()).toEqual(
    [DEMO_PARTNER_ID, OTHER_PARTNER_ID, DEMO_BUYER_ID, SIBLING_BUYER_ID, OTHER_BUYER_ID].toSorted(),
  );
});
