import { DEMO_BUYER_ID } from '../../../src/modules/identity/index.ts';
import { sqlOne } from '../../../src/platform/db/sql.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { addClosedRfqs } from '../build/closed-rfqs.ts';
import { done, invitedRfq } from '../build/quoted-rfq.ts';
import { addSuppliers } from '../build/suppliers.ts';
import { rfqInput } from '../rfq-input.ts';
import type { World } from '../world.ts';
import { type Caller, inDays, type MutationSituation } from './mutation-case.ts';

const BUYER: Caller = { role: 'BUYER', org: DEMO_BUYER_ID };

const CREATE = `mutation ($input: CreateRfqInput!) { createRfq(input: $input) { userErrors { code message } rfq { id } } }`;

async function draft(world: World): Promise<string> {
  return done(await world.buyer.gql(CREATE, { input: rfqInput() }), 'createRfq').rfq.id;
}

/** A request with everything that can be said of one. */
async function fullRfq(world: World): Promise<Record<string, unknown>> {
  const suppliers = (await addSuppliers(world.db, [{}, {}])).map((id) => encodeNodeId('Supplier', id));
  return {
    title: 'Brackets',
    description: 'As drawn.',
    currency: 'EUR',
    deliverTo: { country: 'DE', place: 'Hamburg' },
    closesAt: inDays(7),
    bidVisibility: 'OPEN',
    requiredCertifications: ['ISO 9001'],
    allowPartialQuotes: true,
    lines: [
      {
        category: { scheme: 'CPV', code: '44530000' },
        description: 'Bracket',
        quantity: { value: '5', unit: 'ZZ', unitText: 'sets' },
        targetPrice: { amount: '10', currency: 'EUR' },
        unitWeight: { value: '2', unit: 'KGM' },
        unitVolume: { value: '1', unit: 'MTQ' },
        hsCode: '732690',
        attributes: [{ name: 'Steel', value: '316L' }],
      },
    ],
    reach: {
      quotesWanted: 5,
      maxInvitations: 10,
      invite: suppliers.slice(0, 1),
      exclude: suppliers.slice(1),
    },
    comparison: {
      method: 'WEIGHTED_SUM',
      costOfCapital: '0.1',
      maxOverbuyPercent: '5',
      criteria: [{ name: 'COST', weight: '1', best: '0', worst: '100' }],
    },
    onBehalfOf: encodeNodeId('Buyer', DEMO_BUYER_ID),
  };
}

const posts: MutationSituation = async (world) => {
  const input = await fullRfq(world);
  const { maxInvitations: _number, ...reach } = input['reach'] as Record<string, unknown>;
  return {
    by: BUYER,
    input,
    variants: [{ ...input, reach: { ...reach, everyone: true } }],
    other: { input: { ...input, title: 'Brackets, black' } },
  };
};

interface ClosedRfq {
  readonly rfqId: string;
  readonly quoteId: string;
  readonly lineId: string;
}

async function closedRfq(world: World): Promise<ClosedRfq> {
  const suppliers = await addSuppliers(world.db, [{}]);
  const [id = ''] = await addClosedRfqs(world.db, suppliers, { rfqs: 1, lines: 1, invited: 1, quoted: 1 });
  const quote = await sqlOne<{ id: string }>(
    world.db,
    `update quote_revision v set incoterm = 'DDP', currency = r.currency, fixed_charges = '[]' from rfq r
      where r.id = v.rfq_id and r.id = $1 returning v.quote_id as id`,
    [id],
  );
  return {
    rfqId: encodeNodeId('Rfq', id),
    quoteId: encodeNodeId('Quote', id, quote?.id ?? ''),
    lineId: encodeNodeId('RfqLine', id, '1'),
  };
}

/** The mutations of the buyer's side about requests. */
export const rfqCases: Readonly<Record<string, MutationSituation>> = {
  postRfq: posts,
  createRfq: posts,
  async publishRfq(world) {
    const rfqId = await draft(world);
    const input = { rfqId, expectedVersion: 1 };
    return { by: BUYER, input, other: { input: { rfqId } } };
  },
  async cancelRfq(world) {
    const rfqId = await draft(world);
    return {
      by: BUYER,
      input: { rfqId, reason: 'No need' },
      other: { input: { rfqId, reason: 'Too dear' } },
    };
  },
  async closeRfq(world) {
    const { id: rfqId } = await invitedRfq(world, {}, 0);
    return { by: BUYER, input: { rfqId }, other: { mutation: 'cancelRfq', input: { rfqId } } };
  },
  async awardRfq(world) {
    const { rfqId, quoteId, lineId } = await closedRfq(world);
    const split = { rfqId, allocations: [{ quoteId, lineId, quantity: '500' }], confirmWithinDays: 3 };
    const input = { rfqId, quoteId, confirmWithinDays: 3 };
    return { by: BUYER, input, variants: [split], other: { input: { ...input, confirmWithinDays: 4 } } };
  },
  async declareUnsuccessful(world) {
    const { rfqId } = await closedRfq(world);
    return { by: BUYER, input: { rfqId }, other: { mutation: 'cancelRfq', input: { rfqId } } };
  },
};
