import { lapseDueAwards } from '../../../src/modules/awards/index.ts';
import {
  DEMO_BUYER_ID,
  DEMO_PARTNER_ID,
  OTHER_BUYER_ID,
  OTHER_PARTNER_ID,
} from '../../../src/modules/identity/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import type { Actor } from '../../../src/platform/kernel/actor.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { type Bidder, closeRfq, done, quotedRfq, type QuotedRfq, quoteInput } from '../build/quoted-rfq.ts';
import { addSuppliers } from '../build/suppliers.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../rfq-input.ts';
import { type Client, clientOf } from '../client.ts';
import type { World } from '../world.ts';

/** Somebody who calls, and as whom. */
export interface Caller {
  readonly name: string;
  readonly actor: Actor;
  readonly client: Client;
}

export interface Tenants {
  /** Every role on every side of one tenant's objects, and of another tenant's. */
  readonly callers: readonly Caller[];
  /** A global id of one object of each type, all of the first tenant. */
  readonly samples: Readonly<Record<string, string>>;
}

const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { userErrors { code } secret apiKey { id } } }`;
const SET_RATES = `mutation ($input: SetLogisticsRatesInput!) { setLogisticsRates(input: $input) { userErrors { code } logisticsRates { id } } }`;
const SET_STANDING = `mutation ($input: SetSupplierStandingInput!) { setSupplierStanding(input: $input) { userErrors { code } standing } }`;
const AWARD = `mutation ($input: AwardRfqInput!) { awardRfq(input: $input) { userErrors { code } awards { id } } }`;

const userId = 'test';

/**
 * Two tenants. The first has an object of every type and something for every field to lead to: an RFQ on which
 * one quote is tiered and one is partial, a lapsed award, a supplier that was left out, API keys, a rate.
 */
export async function buildTenants(world: World): Promise<Tenants> {
  const rfq = await lapsedRfq(world);
  await rfqWithoutBlocked(world);
  const [bidder] = rfq.bidders;
  if (!bidder) throw new Error('nobody has quoted');
  const [award] = await sql<{ id: string }>(world.db, 'select id from award where rfq_id = $1', [rfq.key]);
  const { callers, spareKeyId } = await allCallers(world, bidder);
  return {
    callers,
    samples: {
      ApiKey: spareKeyId,
      Award: encodeNodeId('Award', rfq.key, award?.id ?? ''),
      Buyer: encodeNodeId('Buyer', DEMO_BUYER_ID),
      Category: encodeNodeId('Category', 'CPV', '44530000'),
      Invitation: bidder.invitationId,
      LogisticsRate: await setRate(world),
      Partner: encodeNodeId('Partner', DEMO_PARTNER_ID),
      Quote: bidder.quoteId,
      Rfq: rfq.id,
      RfqLine: rfq.lineIds[0] ?? '',
      Supplier: encodeNodeId('Supplier', bidder.supplierId),
    },
  };
}

/** Has the first tenant state its one rate (again); returns its global id. */
export async function setRate(world: World): Promise<string> {
  const rates = [
    { origin: 'US', destination: 'DE', component: 'MAIN', basis: 'PER_KG', rate: '1', currency: 'EUR' },
  ];
  const set = done(await world.partner.gql(SET_RATES, { input: { rates } }), 'setLogisticsRates');
  return set.logisticsRates[0].id;
}

const TIERS = [
  { fromQuantity: '1', unitPrice: '5' },
  { fromQuantity: '600', unitPrice: '3' },
];

/** An RFQ that was quoted in three ways and awarded to the first, who let the award lapse. */
async function lapsedRfq(world: World): Promise<QuotedRfq> {
  const rfq = await quotedRfq(world, { lines: [rfqLine(), rfqLine({ description: 'Washers' })] }, [
    (of) => quoteInput(of, [{ tiers: TIERS }, '1']),
    (of) => quoteInput(of, ['6', '1']),
    (of) => quoteInput(of, ['7']),
  ]);
  await sql(
    world.db,
    `insert into supplier_category (supplier_id, scheme, code) select id, 'CPV', '44530000' from unnest($1::uuid[]) id`,
    [rfq.bidders.map(({ supplierId }) => supplierId)],
  );
  await closeRfq(world, rfq);
  const input = { rfqId: rfq.id, quoteId: rfq.bidders[0]?.quoteId };
  done(await world.buyer.gql(AWARD, { input }), 'awardRfq');
  await sql(world.db, 'update award set confirm_by = now() where rfq_id = $1', [rfq.key]);
  await lapseDueAwards({ db: world.db }, 100);
  await world.settle();
  return rfq;
}

/** An RFQ for which the one supplier that fits is blocked. */
async function rfqWithoutBlocked(world: World): Promise<void> {
  const [blocked] = await addSuppliers(world.db, [{ name: 'Left out', categories: ['CPV:44530000'] }]);
  const standing = { supplierId: encodeNodeId('Supplier', blocked ?? ''), standing: 'BLOCKED' };
  done(await world.partner.gql(SET_STANDING, { input: standing }), 'setSupplierStanding');
  done(await world.buyer.gql(POST_RFQ, { input: rfqInput() }), 'postRfq');
  await world.settle();
}

async function allCallers(world: World, { supplierId, client: supplier }: Bidder) {
  const rivalId = newId();
  await sql(world.db, `insert into supplier (id, name, country) values ($1, 'Rival', 'US')`, [rivalId]);
  const siblingId = '0193c000-0000-7000-8000-000000000102';
  const key = async (role: 'PARTNER' | 'AGENT') => {
    const input = { name: 'matrix', role };
    const { secret, apiKey } = done(await world.partner.gql(CREATE_KEY, { input }), 'createApiKey');
    return { client: clientOf(world.url, secret), id: apiKey.id as string };
  };
  const issued = async (role: 'BUYER' | 'AGENT', org: string) =>
    clientOf(world.url, (await world.issuer.issue({ role, org, user: userId })).token);
  const own = { userId, partnerId: DEMO_PARTNER_ID };
  const other = { userId, partnerId: OTHER_PARTNER_ID };
  const [partnerKey, agentKey, spareKey] = [await key('PARTNER'), await key('AGENT'), await key('AGENT')];
  const callers: Caller[] = [
    { name: 'buyer', actor: { role: 'BUYER', buyerId: DEMO_BUYER_ID, ...own }, client: world.buyer },
    {
      name: 'another buyer of the partner',
      actor: { role: 'BUYER', buyerId: siblingId, ...own },
      client: await issued('BUYER', siblingId),
    },
    { name: 'agent', actor: { role: 'AGENT', ...own }, client: world.agent },
    { name: 'agent by API key', actor: { role: 'AGENT', ...own }, client: agentKey.client },
    { name: 'partner', actor: { role: 'PARTNER', ...own }, client: world.partner },
    { name: 'partner by API key', actor: { role: 'PARTNER', ...own }, client: partnerKey.client },
    { name: 'supplier', actor: { role: 'SUPPLIER', userId, supplierId }, client: supplier },
    {
      name: 'another supplier',
      actor: { role: 'SUPPLIER', userId, supplierId: rivalId },
      client: await world.supplier(rivalId),
    },
    {
      name: 'buyer of another partner',
      actor: { role: 'BUYER', buyerId: OTHER_BUYER_ID, ...other },
      client: world.otherBuyer,
    },
    {
      name: 'agent of another partner',
      actor: { role: 'AGENT', ...other },
      client: await issued('AGENT', OTHER_PARTNER_ID),
    },
    { name: 'another partner', actor: { role: 'PARTNER', ...other }, client: world.otherPartner },
    { name: 'operator', actor: { role: 'OPERATOR', userId }, client: world.operator },
  ];
  return { callers, spareKeyId: spareKey.id };
}
