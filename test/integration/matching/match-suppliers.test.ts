import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { matchSuppliersJob } from '../../../src/modules/matching/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, keyOf } from '../../../src/platform/kernel/ids.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';
import { factsOf, runJob } from '../../support/deliver.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const REPORT = `query ($id: ID!) { rfq(id: $id) {
  matching { candidates selected matchedAt funnel { reason count } suppressed { reason score supplier { id name } } }
  fanOut { selected invited waves { wave invited done } }
  invitations(first: 100) { totalCount nodes { score supplier { id name } reasons { code contribution detail } } } } }`;

interface Shown {
  matching: {
    candidates: number;
    selected: number;
    funnel: { reason: string; count: number }[];
    suppressed: { reason: string; supplier: { name: string } }[];
  };
  fanOut: { selected: number; invited: number; waves: object[] };
  invitations: {
    totalCount: number;
    nodes: {
      score: number;
      supplier: { name: string };
      reasons: { code: string; contribution: number; detail: string | null }[];
    }[];
  };
}

async function post(changes: object): Promise<{ id: string; key: string }> {
  const { data } = await world.buyer.gql(POST_RFQ, { input: rfqInput(changes) });
  const id: string = data.postRfq.rfq.id;
  return { id, key: keyOf('Rfq', id, 1)?.[0] ?? '' };
}

async function matched(changes: object): Promise<Shown> {
  const { id } = await post(changes);
  await world.settle();
  return (await world.buyer.gql(REPORT, { id })).data.rfq;
}

const supplierId = (id: string) => encodeNodeId('Supplier', id);
const codesOf = (rfq: Shown, name: string) =>
  rfq.invitations.nodes.find((node) => node.supplier.name === name)?.reasons.map((reason) => reason.code);

describe('matching', () => {
  test('tells how many candidates each filter removed, whom it selected, and why', async () => {
    const category = 'CPV:45221119';
    const usual = { country: 'DE', categories: [category], certifications: ['ISO9001'] };
    const ids = await addSuppliers(world.db, [
      { ...usual, name: 'Exact' },
      { ...usual, name: 'Wider', categories: ['CPV:45221000'] },
      { ...usual, name: 'Foreign', country: 'US', shipsTo: ['DE', 'US'] },
      { ...usual, name: 'Suspended', state: 'SUSPENDED' },
      { ...usual, name: 'Opted out', optedOut: true },
      { ...usual, name: 'Blocked' },
      { ...usual, name: 'Excluded' },
      { ...usual, name: 'Elsewhere', shipsTo: ['US'] },
      { ...usual, name: 'Uncertified', certifications: [] },
      { ...usual, name: 'Too large', minimumOrder: { amount: '5001', currency: 'EUR' } },
      { ...usual, name: 'Other trade', categories: ['CPV:03111000'] },
      { name: 'Brückenbau Süd', description: 'Viadukt, Stahlüberbau' },
    ]);
    await sql(
      world.db,
      `insert into supplier_overlay (partner_id, supplier_id, standing) values ($1, $2, 'BLOCKED'), ($1, $3, 'PREFERRED')`,
      [DEMO_PARTNER_ID, ids[5], ids[2]],
    );
    const rfq = await matched({
      title: 'Viadukt: Stahluberbau erneuern',
      requiredCertifications: ['ISO9001'],
      reach: { exclude: [supplierId(ids[6] ?? '')] },
      lines: [
        rfqLine({
          category: { scheme: 'CPV', code: '45221119' },
          quantity: { value: '500', unit: 'C62' },
          targetPrice: { amount: '10', currency: 'EUR' },
        }),
      ],
    });

    expect(rfq.matching.funnel).toEqual([
      { reason: 'NOT_ACTIVE', count: 1 },
      { reason: 'OPTED_OUT', count: 1 },
      { reason: 'BLOCKED_BY_PARTNER', count: 1 },
      { reason: 'EXCLUDED_BY_BUYER', count: 1 },
      { reason: 'DOES_NOT_SHIP', count: 1 },
      // The one that only words have found holds no certificate either.
      { reason: 'MISSING_CERTIFICATION', count: 2 },
      { reason: 'BELOW_MINIMUM_ORDER', count: 1 },
    ]);
    expect(rfq.matching).toMatchObject({ candidates: 11, selected: 3 });
    const suppressed = rfq.matching.suppressed.map((one) => `${one.supplier.name}: ${one.reason}`);
    expect(suppressed.toSorted()).toEqual([
      'Blocked: BLOCKED_BY_PARTNER',
      'Excluded: EXCLUDED_BY_BUYER',
      'Opted out: OPTED_OUT',
    ]);
    expect(rfq.fanOut).toEqual({ selected: 3, invited: 3, waves: [{ wave: 1, invited: 3, done: true }] });
    expect(rfq.invitations.nodes.map((node) => node.supplier.name)).toEqual(['Exact', 'Foreign', 'Wider']);
    for (const { score, reasons } of rfq.invitations.nodes) {
      expect(reasons.reduce((sum, reason) => sum + reason.contribution, 0)).toBeCloseTo(score, 5);
    }
    expect(codesOf(rfq, 'Foreign')).toContain('PREFERRED_BY_PARTNER');
    expect(codesOf(rfq, 'Exact')).toContain('UNKNOWN_SHIPPING');
  });

  test('finds suppliers without a category by the words of the request, accents or not, and says so', async () => {
    await addSuppliers(world.db, [
      { name: 'Zinkerei Lüneburg', description: 'Feuerverzinkung von Gitterrosten' },
      { name: 'Bakery', description: 'Bread and rolls' },
    ]);
    const rfq = await matched({
      title: 'Gitterrosten',
      lines: [rfqLine({ category: null, description: 'Gitterroste, Feuerverzinkung, luneburg' })],
    });
    expect(rfq.invitations.nodes.map((node) => node.supplier.name)).toEqual(['Zinkerei Lüneburg']);
    const text = rfq.invitations.nodes[0]?.reasons.find((reason) => reason.code === 'TEXT_MATCH');
    expect(text?.detail?.split(', ').toSorted()).toEqual(['feuerverzinkung', 'gitterrosten', 'luneburg']);
    expect(codesOf(rfq, 'Zinkerei Lüneburg')).toContain('UNKNOWN_CATEGORY');
  });

  test('asks whom the buyer names first, whatever they supply, unless they are not willing or welcome', async () => {
    const category = 'CPV:42122130';
    const drafts = ['One', 'Two', 'Three'].map((name) => ({ name, categories: [category], country: 'DE' }));
    const ids = await addSuppliers(world.db, [
      ...drafts,
      { name: 'Friend', categories: ['CPV:03111000'], shipsTo: ['JP'] },
      { name: 'Unwilling', optedOut: true },
    ]);
    const rfq = await matched({
      lines: [rfqLine({ category: { scheme: 'CPV', code: '42122130' }, description: '12-40' })],
      title: '12-40',
      reach: { maxInvitations: 2, invite: ids.slice(3).map(supplierId) },
    });
    expect(rfq.invitations.nodes[0]?.supplier.name).toBe('Friend');
    expect(rfq.invitations.totalCount).toBe(2);
    expect(codesOf(rfq, 'Friend')).toContain('INVITED_BY_BUYER');
  });

  test('has its effect once, however often the fact is delivered', async () => {
    await addSuppliers(world.db, [{ name: 'Only', categories: ['CPV:42131100'] }]);
    const { key } = await post({
      lines: [rfqLine({ category: { scheme: 'CPV', code: '42131100' }, description: '12-40' })],
      title: '12-40',
    });
    await world.settle();
    const [published] = await factsOf(world.db, key, 'rfq.published');
    if (!published) throw new Error('nothing was published');
    await Promise.all([1, 2, 3].map(() => runJob(world.db, matchSuppliersJob, published)));
    expect(await factsOf(world.db, key, 'rfq.matched')).toHaveLength(1);
    expect(await sql(world.db, 'select 1 from shortlist_entry where rfq_id = $1', [key])).toHaveLength(1);
  });

  test('selects nobody for a request that was called off meanwhile', async () => {
    await world.stopWorker();
    const { id, key } = await post({});
    await world.buyer.gql(
      'mutation ($input: CancelRfqInput!) { cancelRfq(input: $input) { userErrors { code } } }',
      { input: { rfqId: id } },
    );
    await world.startWorker();
    await world.settle();
    expect((await world.buyer.gql(REPORT, { id })).data.rfq.matching).toBeNull();
    expect(await sql(world.db, 'select 1 from invitation where rfq_id = $1', [key])).toEqual([]);
  });
});
