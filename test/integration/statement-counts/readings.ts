import type { SizedData } from './sized-data.ts';

/** Who asks. */
export type Caller = 'buyer' | 'partner' | 'operator' | 'supplier';

/** How a list is read with `n` items: who asks, and a query in which `list` stands for it and `…` for what is asked of each item. */
export interface Reading {
  readonly as: readonly Caller[];
  readonly query: (n: number, data: SizedData) => string;
}

const buyerSide = ['buyer', 'partner', 'operator'] as const;

type Sized = 'broad' | 'long' | 'revised' | 'unpriced';

const inRfq = (sized: Sized, field: string | ((n: number) => string)): Reading => ({
  as: ['buyer'],
  query: (n, data) => `rfq(id: "${data[sized](n).rfq}") { ${typeof field === 'string' ? field : field(n)} }`,
});
const inNode = (type: string, idOf: (n: number, data: SizedData) => string, field: string): Reading => ({
  as: ['buyer'],
  query: (n, data) => `node(id: "${idOf(n, data)}") { ... on ${type} { ${field} } }`,
});
const ofPartner = (field: string): Reading => ({
  as: ['operator'],
  query: (n, data) => `partner(id: "${data.partner(n)}") { ${page(field)(n)} }`,
});
const page =
  (field: string, more = '') =>
  (n: number) =>
    `list: ${field}(first: ${n}${more}) { totalCount nodes { … } }`;
const inFirstEntry = (field: string) => `comparison { entries(first: 1) { nodes { list: ${field} { … } } } }`;

/** Every list of objects that could send statements of their own, and every page. */
export const READINGS: Readonly<Record<string, Reading>> = {
  'Query.rfqs': { as: buyerSide, query: page('rfqs') },
  'Query.suppliers': { as: ['operator'], query: page('suppliers') },
  'Query.categories': { as: ['buyer'], query: page('categories', ', scheme: "TREE", level: 2') },
  'Query.units': { as: ['buyer'], query: page('units') },
  'Query.partners': { as: ['operator'], query: page('partners', ', search: "Alike"') },
  'Partner.apiKeys': ofPartner('apiKeys'),
  'Partner.buyers': ofPartner('buyers'),
  'Partner.logisticsRates': ofPartner('logisticsRates'),
  'Partner.supplierOverlay': ofPartner('supplierOverlay'),
  'Viewer.invitations': { as: ['supplier'], query: (n) => `viewer { ${page('invitations')(n)} }` },
  'Category.children': {
    as: ['buyer'],
    query: (n) => `category(scheme: "TREE", code: "wide-${n}") { ${page('children')(n)} }`,
  },
  'Category.ancestors': {
    as: ['buyer'],
    query: (n) => `category(scheme: "TREE", code: "deep-${n}") { list: ancestors { … } }`,
  },
  'Supplier.categories': inNode('Supplier', (n, data) => data.supplier(n), 'list: categories { … }'),
  'Rfq.lines': inRfq('long', 'list: lines { … }'),
  'Rfq.awards': inRfq('broad', 'list: awards { … }'),
  'Rfq.invitations': inRfq('broad', page('invitations')),
  'Rfq.timeline': inRfq('broad', page('timeline', ', kinds: [AWARD_CONFIRMED]')),
  'Rfq.quotes': inRfq('broad', page('quotes')),
  'MatchingReport.suppressed': inRfq('broad', 'matching { list: suppressed { … } }'),
  'QuoteComparison.entries': inRfq('broad', (n) => `comparison { ${page('entries')(n)} }`),
  'ComparisonEntry.ledger': inRfq('long', inFirstEntry('ledger')),
  'ComparisonEntry.lines': inRfq('long', inFirstEntry('lines')),
  'ComparisonEntry.advice': inRfq('long', inFirstEntry('advice')),
  'ComparisonEntry.gaps': inRfq('unpriced', inFirstEntry('gaps')),
  'InvitedRfq.lines': inNode('Invitation', (n, data) => data.long(n).invitation, 'rfq { list: lines { … } }'),
  'Quote.lines': inNode('Quote', (n, data) => data.long(n).quote, 'list: lines { … }'),
  'Quote.revisions': inNode('Quote', (n, data) => data.revised(n).quote, 'list: revisions { … }'),
  'QuoteRevision.lines': inNode('Quote', (n, data) => data.long(n).quote, 'revisions { list: lines { … } }'),
  'Award.lines': inNode('Award', (n, data) => data.long(n).award, 'list: lines { … }'),
};
