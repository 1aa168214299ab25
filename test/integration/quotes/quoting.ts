import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { decodeNodeId, encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import type { Client } from '../../support/client.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import type { World } from '../../support/world.ts';

export interface InvitedSupplier {
  readonly supplierId: string;
  readonly invitationId: string;
  readonly client: Client;
}

/** A published RFQ with suppliers invited to it. */
export interface OpenRfq {
  readonly id: string;
  /** Global. */
  readonly rfqId: string;
  readonly lineIds: readonly string[];
  readonly suppliers: readonly InvitedSupplier[];
}

/** Posts an RFQ and invites so many new suppliers, as the fan-out would have. */
export async function openRfq(world: World, changes: object = {}, suppliers = 1): Promise<OpenRfq> {
  const { rfq, userErrors } = (await world.buyer.gql(POST_RFQ, { input: rfqInput(changes) })).data.postRfq;
  if (!rfq) throw new Error(JSON.stringify(userErrors));
  const id = decodeNodeId(rfq.id)?.key[0] ?? '';
  const supplierIds = Array.from({ length: suppliers }, newId);
  await sql(
    world.db,
    `insert into supplier (id, name) select id, 'Supplier ' || id from unnest($1::uuid[]) id`,
    [supplierIds],
  );
  await sql(
    world.db,
    `insert into invitation (rfq_id, supplier_id, wave, state, score, reasons, sent_at)
     select $1, id, 1, 'SENT', 0.5, '[]', now() from unnest($2::uuid[]) id`,
    [id, supplierIds],
  );
  return {
    id,
    rfqId: rfq.id,
    lineIds: rfq.lines.map((line: { id: string }) => line.id),
    suppliers: await Promise.all(
      supplierIds.map(async (supplierId) => ({
        supplierId,
        invitationId: encodeNodeId('Invitation', id, supplierId),
        client: await world.supplier(supplierId),
      })),
    ),
  };
}

const QUOTE = `id version state stateReason complete currency incoterm incotermPlace shipFrom validUntil leadTimeDays submittedAt
  paymentSchedule { percent days anchor } earlyPayment { discountPercent days } minimumOrderValue { amount currency }
  fixedCharges { label amount { amount currency } } supplier { id } rfq { id } invitation { id state }
  lines { position bidType unitPrice { amount currency } priceBaseQuantity unit tiers { fromQuantity unitPrice { amount currency } } tierKind
          minimumOrderQuantity packSize capacity leadTimeDays countryOfOrigin hsCode offeredItem comment line { id } }`;

const mutation = (name: string) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { replayed userErrors { code path message } quote { ${QUOTE} } } }`;
};

export const SUBMIT_QUOTE = mutation('submitQuote');
export const REVISE_QUOTE = mutation('reviseQuote');
export const WITHDRAW_QUOTE = mutation('withdrawQuote');
export const NODE_QUOTE = `query ($id: ID!) { node(id: $id) { ... on Quote { ${QUOTE} } } }`;

/** What a quote says, pricing every line of the RFQ, with whatever a test wants different. */
export function content({ lineIds }: OpenRfq, changes: object = {}): Record<string, unknown> {
  return {
    currency: 'EUR',
    incoterm: 'DAP',
    validUntil: new Date(Date.now() + 60 * 86_400_000).toISOString(),
    leadTimeDays: 14,
    lines: lineIds.map((lineId) => ({ lineId, unitPrice: '12.50' })),
    ...changes,
  };
}

/** Submits a quote for the RFQ's first supplier, or for another, and returns the payload. */
export async function submit(rfq: OpenRfq, changes: object = {}, by = 0) {
  const supplier = rfq.suppliers[by];
  if (!supplier) throw new Error('no such supplier');
  const input = { invitationId: supplier.invitationId, ...content(rfq, changes) };
  return (await supplier.client.gql(SUBMIT_QUOTE, { input })).data.submitQuote;
}

/** Revises the first supplier's quote and returns the payload. */
export async function revise(rfq: OpenRfq, quoteId: string, expectedVersion: number, changes: object = {}) {
  const input = { quoteId, expectedVersion, ...content(rfq, changes) };
  return (await rfq.suppliers[0]?.client.gql(REVISE_QUOTE, { input }))?.data.reviseQuote;
}

/** Withdraws the first supplier's quote and returns the payload. */
export async function withdraw(rfq: OpenRfq, quoteId: string, changes: object = {}) {
  return (await rfq.suppliers[0]?.client.gql(WITHDRAW_QUOTE, { input: { quoteId, ...changes } }))?.data
    .withdrawQuote;
}

/** Lets the RFQ's deadline pass by database time; nobody has closed it yet. */
export async function passDeadline(world: World, rfq: OpenRfq): Promise<void> {
  await sql(
    world.db,
    `update rfq set closes_at = clock_timestamp() - interval '1 millisecond' where id = $1`,
    [rfq.id],
  );
}

/** Everything that a submission could leave behind, counted. */
export async function traces(world: World, rfq: OpenRfq): Promise<Record<string, number>> {
  const counts = await sqlOne<Record<string, number>>(
    world.db,
    `select (select count(*)::int from quote where rfq_id = $1) as quotes,
            (select count(*)::int from quote_revision where rfq_id = $1) as revisions,
            (select count(*)::int from quote_line where rfq_id = $1) as lines,
            (select count(*)::int from outbox where rfq_id = $1) as facts,
            (select count(*)::int from audit where rfq_id = $1) as audits,
            (select count(*)::int from idempotency where rfq_id = $1) as keys,
            (select count(*)::int from invitation where rfq_id = $1 and state <> 'SENT') as answers`,
    [rfq.id],
  );
  return counts ?? {};
}
