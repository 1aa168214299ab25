/** Invented organisations that every development database has; nothing else may rely on their ids. */
export const DEMO_PARTNER_ID = '0193c000-0000-7000-8000-000000000001';
export const DEMO_BUYER_ID = '0193c000-0000-7000-8000-000000000101';
/** A second front end, for what one tenant must not see of another. */
export const OTHER_PARTNER_ID = '0193c000-0000-7000-8000-000000000002';
export const OTHER_BUYER_ID = '0193c000-0000-7000-8000-000000000201';

export const demoPartners = [
  { id: DEMO_PARTNER_ID, slug: 'harbourline', name: 'Harbourline Marketplace', costOfCapital: '0.08' },
  { id: OTHER_PARTNER_ID, slug: 'fieldstone', name: 'Fieldstone Trade Desk', costOfCapital: '0.11' },
] as const;

export const demoBuyers = [
  { id: DEMO_BUYER_ID, partnerId: DEMO_PARTNER_ID, name: 'Larkspur Hotels', country: 'DE' },
  {
    id: '0193c000-0000-7000-8000-000000000102',
    partnerId: DEMO_PARTNER_ID,
    name: 'Brackenford Clinics',
    country: 'IE',
  },
  { id: OTHER_BUYER_ID, partnerId: OTHER_PARTNER_ID, name: 'Tamarisk Schools Trust', country: 'US' },
  {
    id: '0193c000-0000-7000-8000-000000000202',
    partnerId: OTHER_PARTNER_ID,
    name: 'Ottermere Foods',
    country: 'CA',
  },
] as const;
