import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { eachCandidate } from '../../../src/modules/matching/candidates.queries.ts';
import type { Candidate } from '../../../src/modules/matching/engine/candidate.ts';
import { filterReasonOf } from '../../../src/modules/matching/engine/filter.ts';
import { Selection } from '../../../src/modules/matching/engine/selection.ts';
import { readMatchRequest } from '../../../src/modules/matching/match-request.queries.ts';
import type { RfqLineRecord, RfqRecord } from '../../../src/modules/rfqs/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { addSuppliers, type SupplierDraft } from '../../support/build/suppliers.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { matchByOracle } from '../../support/matching-oracle.ts';

const POOL = 3_000;
const REQUESTS = 200;
const SEED = Number(process.env['TEST_SEED'] ?? 20_261_122);

const COUNTRIES = ['DE', 'FR', 'PL', 'US', 'CN'];
const CERTIFICATIONS = ['ISO9001', 'ISO14001', 'CE'];
const CURRENCIES = ['EUR', 'USD', 'XTS'];
const STEMS = [
  'steel',
  'bracket',
  'weld',
  'girder',
  'pump',
  'valve',
  'brücke',
  '钢',
  'o’neill',
  'c++',
  're-use',
];
/** The first are common, the last are rare. */
const WORDS = Array.from({ length: 420 }, (_, n) => `${STEMS[n % STEMS.length]}${n < STEMS.length ? '' : n}`);

/** Park–Miller: the same seed gives the same pool and the same requests. */
function random(seed: number) {
  let state = seed % 2_147_483_647;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return {
    chance: (share: number) => next() < share,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    some: <T>(items: readonly T[], share: number): T[] => items.filter(() => next() < share),
    upTo: (limit: number) => Math.floor(next() * (limit + 1)),
    words: (count: number) =>
      Array.from({ length: count }, () => WORDS[Math.floor(WORDS.length * next() ** 3)]).join(' '),
  };
}
const dice = random(SEED);

let database: TestDatabase;
let db: DataSource;
let codes: string[];
let supplierIds: string[];

beforeAll(async () => {
  database = await createDatabase();
  db = await openDatabase(
    { url: database.url, poolSize: 4, applicationName: 'test', statementTimeoutMs: 60_000 },
    createLogger('silent', 'test'),
  );
  codes = await tallTree();
  supplierIds = await addSuppliers(db, Array.from({ length: POOL }, supplierDraft));
  await sql(
    db,
    `insert into supplier_overlay (partner_id, supplier_id, standing)
     select $1, id, case when n % 2 = 0 then 'BLOCKED' else 'PREFERRED' end
       from unnest($2::uuid[]) with ordinality as s (id, n) where n % 37 = 0`,
    [DEMO_PARTNER_ID, supplierIds],
  );
  await sql(
    db,
    `insert into fx_rate (source, base, quote, rate, rate_date) values ('T', 'EUR', 'USD', 1.25, current_date)`,
  );
  await sql(db, 'analyze');
}, 120_000);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** A part of the CPV, deep enough for ancestors to matter, and a small tree of another scheme beside it, with crosswalks. */
async function tallTree(): Promise<string[]> {
  await sql(
    db,
    `insert into category (scheme, code, parent_code, level, tag, ordinal, last_ordinal, label)
     select 'LOCAL', v.code, v.parent, v.level, t.tag + v.ordinal, v.ordinal, v.last, v.code
       from (values ('A', null, 1, 1, 3), ('A1', 'A', 2, 2, 2), ('A2', 'A', 2, 3, 3), ('B', null, 1, 4, 4))
              as v (code, parent, level, ordinal, last),
            (select max(tag) as tag from category) t`,
  );
  await sql(
    db,
    `insert into category_crosswalk (from_scheme, from_code, to_scheme, to_code)
     values ('CPV', '44100000', 'LOCAL', 'A'), ('LOCAL', 'A1', 'CPV', '44111000'), ('CPV', '44000000', 'LOCAL', 'B')`,
  );
  const rows = await sql<{ code: string }>(
    db,
    `select code from category where scheme = 'CPV' and code like '441%' or code in ('44000000', '44200000')`,
  );
  return [...rows.map((row) => `CPV:${row.code}`), 'LOCAL:A', 'LOCAL:A1', 'LOCAL:A2', 'LOCAL:B'];
}

function supplierDraft(): SupplierDraft {
  const coded = dice.chance(0.6);
  return {
    name: `${dice.words(2)} works`,
    country: dice.pick([...COUNTRIES, null]),
    description: dice.words(dice.upTo(6)),
    certifications: dice.some(CERTIFICATIONS, 0.6),
    shipsTo: dice.chance(0.4) ? null : dice.some(COUNTRIES, 0.6),
    minimumOrder: dice.chance(0.5)
      ? { amount: String(dice.upTo(2_000)), currency: dice.pick(CURRENCIES) }
      : null,
    state: dice.chance(0.05) ? 'SUSPENDED' : 'ACTIVE',
    optedOut: dice.chance(0.05),
    categories: coded
      ? Array.from({ length: 1 + dice.upTo(2) }, () => dice.pick(codes))
      : dice.chance(0.3)
        ? ['NOWHERE:1']
        : [],
  };
}

function request(): { rfq: RfqRecord; lines: RfqLineRecord[]; worthEur: string | null } {
  const rfqId = newId();
  const priced = dice.chance(0.5);
  const lines = Array.from({ length: 1 + dice.upTo(3) }, (_, index): RfqLineRecord => {
    const [scheme, code] = dice.chance(0.8) ? dice.pick(codes).split(':') : [null, null];
    return {
      rfqId,
      lineNo: index + 1,
      scheme: scheme ?? null,
      code: code ?? null,
      description: dice.words(dice.upTo(4)),
      quantity: '10',
      unit: 'C62',
      unitText: null,
      ...(priced
        ? {
            targetAmount: String(1 + dice.upTo(60)),
            targetCurrency: dice.pick(['EUR', 'USD']),
          }
        : {
            targetAmount: dice.chance(0.3) ? '5' : null,
            targetCurrency: dice.chance(0.3) ? 'XTS' : 'EUR',
          }),
      unitWeightValue: null,
      unitWeightUnit: null,
      unitVolumeValue: null,
      unitVolumeUnit: null,
      hsCode: null,
      attributes: [],
    };
  });
  const known = lines.every((line) => line.targetAmount !== null && line.targetCurrency !== 'XTS');
  const worth = lines.reduce(
    (sum, line) => sum + (10 * Number(line.targetAmount)) / (line.targetCurrency === 'USD' ? 1.25 : 1),
    0,
  );
  const reach = {
    quotesWanted: null,
    maxInvitations: null,
    everyone: true,
    invite: dice.some(supplierIds, 0.001),
    exclude: dice.some(supplierIds, 0.002),
  };
  const rfq: RfqRecord = {
    id: rfqId,
    partnerId: DEMO_PARTNER_ID,
    buyerId: DEMO_BUYER_ID,
    version: 1,
    state: 'OPEN',
    title: `${dice.words(2)} for works`,
    description: null,
    currency: dice.pick(['EUR', 'USD']),
    deliverToCountry: dice.pick(COUNTRIES),
    deliverToPlace: null,
    closesAt: new Date(),
    bidVisibility: 'OPEN',
    requiredCertifications: dice.some(CERTIFICATIONS, 0.25),
    allowPartialQuotes: true,
    reach,
    createdAt: new Date(),
    publishedAt: new Date(),
    closedAt: null,
    cancelReason: null,
    comparison: {
      method: 'LOWEST_LANDED_COST',
      costOfCapital: null,
      maxOverbuyPercent: '0',
      criteria: [],
    },
  };
  return { rfq, lines, worthEur: known ? String(worth) : null };
}

describe(`matching, seed ${SEED}`, () => {
  test(
    `agrees with an independent matcher on ${REQUESTS} random requests, candidate by candidate`,
    { timeout: 120_000 },
    async () => {
      const reasons = new Set<string | null>();
      let largest = 0;
      let byText = 0;
      for (let n = 0; n < REQUESTS; n += 1) {
        const { rfq, lines, worthEur } = request();
        const { request: matchRequest, query } = await readMatchRequest(db, rfq, lines);
        const selection = new Selection(matchRequest, Infinity);
        const found = new Map<string, string | null>();
        await eachCandidate(db, query, (candidate: Candidate) => {
          expect(found.has(candidate.supplierId)).toBe(false);
          if (candidate.tags.length === 0 && !rfq.reach.invite.includes(candidate.supplierId)) byText += 1;
          found.set(candidate.supplierId, filterReasonOf(candidate, matchRequest));
          selection.consider(candidate);
        });
        const categories = lines.flatMap(({ scheme, code }) => (scheme && code ? [{ scheme, code }] : []));
        const expected = await matchByOracle(db, {
          partnerId: rfq.partnerId,
          country: rfq.deliverToCountry,
          categories,
          words: query.words,
          worthEur,
          requiredCertifications: rfq.requiredCertifications,
          hasUncodedLine: lines.some((line) => !line.code),
          invite: rfq.reach.invite,
          exclude: rfq.reach.exclude,
        });
        expect(sorted(found)).toEqual(sorted(expected));

        const passing = [...expected].filter(([, reason]) => reason === null).map(([id]) => id);
        expect([...selection.selected()].map((entry) => entry.supplierId).toSorted()).toEqual(
          passing.toSorted(),
        );
        const removed = selection.funnel().reduce((sum, step) => sum + step.count, 0);
        expect(selection.candidates).toBe(removed + passing.length);
        for (const reason of expected.values()) reasons.add(reason);
        largest = Math.max(largest, expected.size);
      }
      // The comparison is worth something only if everything came up.
      expect(reasons.size).toBe(8);
      expect(largest).toBeGreaterThan(500);
      expect(byText).toBeGreaterThan(REQUESTS);
    },
  );
});

const sorted = (reasons: ReadonlyMap<string, string | null>) =>
  [...reasons].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
