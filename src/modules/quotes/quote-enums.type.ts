import { registerEnumType } from 'type-graphql';
import { BidType, Incoterm, PaymentAnchor, QuoteState, TierKind } from './quote.rules.ts';

registerEnumType(Incoterm, {
  name: 'Incoterm',
  description: 'Incoterms 2020: which part of the way, of its risk and of its duties the price includes.',
  valuesConfig: {
    EXW: { description: 'Ex Works: the price ends at the supplier’s door.' },
    FCA: { description: 'Free Carrier: cleared for export and handed to the buyer’s carrier.' },
    FAS: {
      description: 'Free Alongside Ship: cleared for export, beside the ship. Sea and inland waterway.',
    },
    FOB: { description: 'Free On Board: cleared for export, on board the ship. Sea and inland waterway.' },
    CFR: {
      description:
        'Cost and Freight: main carriage paid to the port of destination. Sea and inland waterway.',
    },
    CPT: { description: 'Carriage Paid To: main carriage paid to the named place.' },
    CIF: { description: 'Cost, Insurance and Freight: as CFR, insured. Sea and inland waterway.' },
    CIP: { description: 'Carriage and Insurance Paid To: as CPT, insured.' },
    DAP: { description: 'Delivered at Place: at the named place, ready for unloading, import duty unpaid.' },
    DPU: { description: 'Delivered at Place Unloaded: unloaded at the named place, import duty unpaid.' },
    DDP: { description: 'Delivered Duty Paid: at the named place, import duty paid.' },
  },
});

registerEnumType(PaymentAnchor, {
  name: 'PaymentAnchor',
  description: 'The event that the days of an instalment are counted from.',
  valuesConfig: {
    ORDER: { description: 'The order.' },
    SHIPMENT: { description: 'The shipment.' },
    INVOICE: { description: 'The invoice.' },
    DELIVERY: { description: 'The delivery, which lies at the lead time.' },
  },
});

registerEnumType(BidType, {
  name: 'BidType',
  description:
    'How a line is answered, with the code of ANSI X12 element 379. A line takes one answer of WITHOUT_EXCEPTION, WITH_EXCEPTION, DECLINE, UNABLE or TIME_EXTENSION, and any number of other offers beside it.',
  valuesConfig: {
    WITHOUT_EXCEPTION: { description: 'BI: offered exactly as asked. Priced.' },
    WITH_EXCEPTION: { description: 'BW: offered as asked but for what the comment says. Priced.' },
    ALTERNATE: { description: 'AB: another item in its place. Priced; does not complete a quote.' },
    REPLACEMENT: {
      description: 'RE: the item that has replaced the asked one. Priced; does not complete a quote.',
    },
    ONE_OF_MULTIPLE: {
      description: 'OM: one of several offers to choose from. Priced; does not complete a quote.',
    },
    DECLINE: { description: 'DQ: not offered, by choice; the comment may say why. Not priced.' },
    UNABLE: { description: 'UQ: cannot be offered; the comment may say why. Not priced.' },
    TIME_EXTENSION: { description: 'RT: could be offered with more time to quote. Not priced.' },
  },
});

registerEnumType(TierKind, {
  name: 'TierKind',
  description: 'What the price of a tier applies to.',
  valuesConfig: {
    ALL_UNITS: { description: 'Every unit costs the price of the tier that the whole quantity reaches.' },
    INCREMENTAL: { description: 'Each tier’s price applies to the units inside that tier only.' },
  },
});

registerEnumType(QuoteState, {
  name: 'QuoteState',
  description: 'Where a quote, or one of its revisions, stands.',
  valuesConfig: {
    SUBMITTED: { description: 'In force.' },
    SUPERSEDED: { description: 'Replaced by a later revision. Only revisions are ever in this state.' },
    WITHDRAWN: {
      description: 'Taken back by its supplier, who may submit a new one while the request is open.',
    },
    INVALID: { description: 'Touched by an amendment of the request; its supplier has to revise it.' },
    EXPIRED: { description: 'Past its `validUntil`: it cannot be awarded.' },
    DISQUALIFIED: { description: 'Out of the running; `stateReason` says why.' },
    AWARDED: { description: 'Awarded as a whole.' },
    PARTIALLY_AWARDED: { description: 'Awarded in part.' },
    NOT_AWARDED: { description: 'Not awarded; the request has been decided.' },
  },
});
