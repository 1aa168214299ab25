import type { PostedRfq } from './operations.ts';

const DAY_MS = 86_400_000;

/** What is bought: two lines, so that price breaks, packs and freight by weight all show. */
export const REQUEST = {
  title: '500 stainless brackets and their fixings',
  description: 'Angle brackets for outdoor cladding, salt spray 480 h, with matching anchor bolts.',
  currency: 'EUR',
  deliverTo: { country: 'DE', place: 'Hamburg' },
  lines: [
    {
      category: { code: '44530000' },
      description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
      quantity: { value: '500', unit: 'C62' },
      unitWeight: { value: '0.12', unit: 'KGM' },
      hsCode: '732690',
    },
    {
      category: { code: '44531300' },
      description: 'Anchor bolt M8 x 75, stainless steel A4',
      quantity: { value: '1000', unit: 'C62' },
      unitWeight: { value: '0.04', unit: 'KGM' },
      hsCode: '731815',
    },
  ],
};

/** How four invited suppliers answer: other currencies, delivery terms, price breaks and payment terms each. */
export const ANSWERS = [
  {
    currency: 'EUR',
    incoterm: 'DDP',
    incotermPlace: 'Hamburg',
    shipFrom: 'DE',
    leadTimeDays: 12,
    prices: ['5.20', '0.96'],
  },
  {
    currency: 'USD',
    incoterm: 'FOB',
    incotermPlace: 'Shanghai',
    shipFrom: 'CN',
    leadTimeDays: 45,
    prices: ['3.10', '0.52'],
    tiered: true,
  },
  {
    currency: 'GBP',
    incoterm: 'CIP',
    incotermPlace: 'Hamburg',
    shipFrom: 'GB',
    leadTimeDays: 18,
    prices: ['4.05', '0.81'],
    netDays: 60,
  },
  {
    currency: 'PLN',
    incoterm: 'EXW',
    incotermPlace: 'Wrocław',
    shipFrom: 'PL',
    leadTimeDays: 15,
    prices: ['18.90', '3.45'],
    tooling: '450',
  },
] as const;

/** One of the answers as the input of `submitQuote`. */
export function quoteOf(
  answer: (typeof ANSWERS)[number],
  invitationId: string,
  lines: PostedRfq['rfq']['lines'],
): object {
  return {
    invitationId,
    currency: answer.currency,
    incoterm: answer.incoterm,
    incotermPlace: answer.incotermPlace,
    shipFrom: answer.shipFrom,
    leadTimeDays: answer.leadTimeDays,
    validUntil: new Date(Date.now() + 60 * DAY_MS).toISOString(),
    ...('netDays' in answer && { paymentSchedule: [{ percent: '100', days: answer.netDays }] }),
    ...('tooling' in answer && {
      fixedCharges: [{ label: 'Tooling', amount: { amount: answer.tooling, currency: answer.currency } }],
    }),
    lines: lines.map((line, index) => ({
      lineId: line.id,
      unitPrice: answer.prices[index],
      countryOfOrigin: answer.shipFrom,
      ...('tiered' in answer &&
        index === 0 && { tiers: [{ fromQuantity: '500', unitPrice: '2.95' }], packSize: '50' }),
    })),
  };
}
