import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import {
  costsOfCapital,
  DEMO_BUYER_ID,
  DEMO_PARTNER_ID,
  findBuyers,
  findPartners,
  organisationsIn,
  OTHER_PARTNER_ID,
  seedIdentity,
} from '../../../src/modules/identity/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const noSupplier = async () => false;
const MINUTE_MS = 60_000;

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

async function addBuyer(partnerId: string): Promise<string> {
  const id = newId();
  await sql(db, `insert into buyer (id, partner_id, name, country) values ($1, $2, 'Quillfen', 'DE')`, [
    id,
    partnerId,
  ]);
  return id;
}

test('a buyer’s partner is the database’s word', async () => {
  const { partnerOfBuyer } = organisationsIn(db, noSupplier);
  expect(await partnerOfBuyer(DEMO_BUYER_ID)).toBe(DEMO_PARTNER_ID);
  expect(await partnerOfBuyer(await addBuyer(OTHER_PARTNER_ID))).toBe(OTHER_PARTNER_ID);
});

test('a buyer’s id is no partner’s, nor the other way round', async () => {
  const { hasPartner, partnerOfBuyer } = organisationsIn(db, noSupplier);
  expect(await hasPartner(DEMO_PARTNER_ID)).toBe(true);
  expect(await hasPartner(DEMO_BUYER_ID)).toBe(false);
  expect(await partnerOfBuyer(DEMO_PARTNER_ID)).toBeNull();
});

test('a new organisation is let in at once, though it was unknown a moment before', async () => {
  const suppliers = new Set<string>();
  const { hasSupplier } = organisationsIn(db, async (id) => suppliers.has(id));
  const id = newId();
  expect(await hasSupplier(id)).toBe(false);
  suppliers.add(id);
  expect(await hasSupplier(id)).toBe(true);
});

test('a removed organisation is let in for a minute at most', async () => {
  let nowMs = 0;
  const { partnerOfBuyer } = organisationsIn(db, noSupplier, () => nowMs);
  const id = await addBuyer(DEMO_PARTNER_ID);
  expect(await partnerOfBuyer(id)).toBe(DEMO_PARTNER_ID);
  await sql(db, 'delete from buyer where id = $1', [id]);
  nowMs = MINUTE_MS - 1;
  expect(await partnerOfBuyer(id)).toBe(DEMO_PARTNER_ID);
  nowMs = MINUTE_MS;
  expect(await partnerOfBuyer(id)).toBeNull();
});

test('seeding again changes nothing, not even what people have changed since', async () => {
  await sql(db, `update partner set name = 'Renamed' where id = $1`, [DEMO_PARTNER_ID]);
  await seedIdentity(db);
  await seedIdentity(db);
  const [partner] = await findPartners(db, [DEMO_PARTNER_ID]);
  expect(partner).toEqual({ id: DEMO_PARTNER_ID, slug: 'harbourline', name: 'Renamed', website: null });
  expect(await findBuyers(db, [DEMO_BUYER_ID])).toEqual([
    {
      id: DEMO_BUYER_ID,
      partnerId: DEMO_PARTNER_ID,
      name: 'Larkspur Hotels',
      country: 'DE',
      reference: null,
    },
  ]);
});

test('the cost of capital is a fraction as short text, and null where none is set', async () => {
  const both = [DEMO_PARTNER_ID, OTHER_PARTNER_ID];
  expect(await costsOfCapital(db, [...both, newId()])).toEqual(
    new Map([
      [DEMO_PARTNER_ID, '0.08'],
      [OTHER_PARTNER_ID, '0.11'],
    ]),
  );
  await sql(db, 'update partner set cost_of_capital = null where id = $1', [OTHER_PARTNER_ID]);
  expect((await costsOfCapital(db, both)).get(OTHER_PARTNER_ID)).toBeNull();
});
