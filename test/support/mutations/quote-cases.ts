import { sqlOne } from '../../../src/platform/db/sql.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { addClosedRfqs } from '../build/closed-rfqs.ts';
import { type Bidder, invitedRfq, type QuotedRfq, quoteInput, submitQuote } from '../build/quoted-rfq.ts';
import { addSuppliers } from '../build/suppliers.ts';
import type { World } from '../world.ts';
import { type Caller, inDays, type MutationSituation } from './mutation-case.ts';

const bidderOf = (supplierId: string): Caller => ({ role: 'SUPPLIER', org: supplierId });

async function invited(world: World): Promise<{ rfq: QuotedRfq; bidder: Bidder }> {
  const rfq = await invitedRfq(world, {}, 1);
  const [bidder] = rfq.bidders;
  if (!bidder) throw new Error('nobody was invited');
  return { rfq, bidder };
}

async function quoted(world: World): Promise<{ rfq: QuotedRfq; bidder: Bidder }> {
  const { rfq, bidder } = await invited(world);
  return { rfq, bidder: await submitQuote(bidder, quoteInput(rfq, ['3'])) };
}

/** Everything that can be said in a quote. */
const fullQuote = (rfq: QuotedRfq): Record<string, unknown> => ({
  currency: 'USD',
  incoterm: 'FOB',
  incotermPlace: 'Shanghai',
  shipFrom: 'CN',
  paymentSchedule: [{ percent: '100', days: 30, anchor: 'DELIVERY' }],
  earlyPayment: { discountPercent: '2', days: 10 },
  validUntil: inDays(60),
  leadTimeDays: 14,
  minimumOrderValue: { amount: '100', currency: 'USD' },
  fixedCharges: [{ label: 'Tooling', amount: { amount: '50', currency: 'USD' } }],
  lines: [
    {
      lineId: rfq.lineIds[0],
      bidType: 'WITHOUT_EXCEPTION',
      unitPrice: '3',
      priceBaseQuantity: '1',
      unit: 'C62',
      tiers: [{ fromQuantity: '1000', unitPrice: '2' }],
      tierKind: 'ALL_UNITS',
      minimumOrderQuantity: '10',
      packSize: '10',
      capacity: '5000',
      leadTimeDays: 20,
      countryOfOrigin: 'CN',
      hsCode: '732690',
      offeredItem: 'B-12',
      comment: 'Galvanised',
    },
  ],
});

/** The mutations of invited suppliers. */
export const quoteCases: Readonly<Record<string, MutationSituation>> = {
  async submitQuote(world) {
    const { rfq, bidder } = await invited(world);
    const input = { invitationId: bidder.invitationId, ...fullQuote(rfq) };
    return { by: bidderOf(bidder.supplierId), input, other: { input: { ...input, leadTimeDays: 15 } } };
  },
  async reviseQuote(world) {
    const { rfq, bidder } = await quoted(world);
    const input = { quoteId: bidder.quoteId, expectedVersion: 1, ...fullQuote(rfq) };
    return { by: bidderOf(bidder.supplierId), input, other: { input: { ...input, leadTimeDays: 15 } } };
  },
  async withdrawQuote(world) {
    const { bidder } = await quoted(world);
    const input = { quoteId: bidder.quoteId, expectedVersion: 1, reason: 'Sold out' };
    return { by: bidderOf(bidder.supplierId), input, other: { input: { ...input, reason: 'Moved' } } };
  },
  async markInvitationViewed(world) {
    const { bidder } = await invited(world);
    const input = { invitationId: bidder.invitationId };
    const other = { mutation: 'declineInvitation', input: { ...input, code: 'OTHER' } };
    return { by: bidderOf(bidder.supplierId), input, other };
  },
  async declineInvitation(world) {
    const { bidder } = await invited(world);
    const input = { invitationId: bidder.invitationId, code: 'OTHER', comment: 'Busy' };
    return { by: bidderOf(bidder.supplierId), input, other: { input: { ...input, comment: 'Full' } } };
  },
  async confirmAward(world) {
    const [supplierId = ''] = await addSuppliers(world.db, [{}]);
    const shape = { rfqs: 1, lines: 1, invited: 1, quoted: 1, awards: 1 };
    const [rfqId = ''] = await addClosedRfqs(world.db, [supplierId], shape);
    const award = await sqlOne<{ id: string }>(world.db, 'select id from award where rfq_id = $1', [rfqId]);
    return {
      by: bidderOf(supplierId),
      input: { awardId: encodeNodeId('Award', rfqId, award?.id ?? '') },
      other: {
        mutation: 'markInvitationViewed',
        input: { invitationId: encodeNodeId('Invitation', rfqId, supplierId) },
      },
    };
  },
};
