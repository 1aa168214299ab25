import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { done } from '../build/quoted-rfq.ts';
import { addSuppliers } from '../build/suppliers.ts';
import type { World } from '../world.ts';
import { type Caller, inDays, type MutationSituation } from './mutation-case.ts';

const PARTNER: Caller = { role: 'PARTNER', org: DEMO_PARTNER_ID };
const OPERATOR: Caller = { role: 'OPERATOR' };
const partnerId = encodeNodeId('Partner', DEMO_PARTNER_ID);

const profile = {
  name: 'Adler GmbH',
  country: 'DE',
  region: 'Hessen',
  city: 'Kassel',
  website: 'https://adler.example',
  size: 'SMALL',
  founded: 1987,
  description: 'Turned parts',
  keywords: ['turning'],
  certifications: ['ISO 9001'],
  categories: [{ scheme: 'CPV', code: '44530000' }],
  shipsTo: ['DE'],
  minimumOrderValue: { amount: '100', currency: 'EUR' },
};

const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { userErrors { code message } apiKey { id } } }`;

async function apiKeyId(world: World): Promise<string> {
  return done(await world.partner.gql(CREATE_KEY, { input: { name: 'Server' } }), 'createApiKey').apiKey.id;
}

const rate = {
  origin: 'CN',
  destination: 'DE',
  component: 'MAIN',
  basis: 'PER_KG',
  rate: '2.5',
  currency: 'EUR',
};
const SET_RATES = `mutation ($input: SetLogisticsRatesInput!) {
  setLogisticsRates(input: $input) { userErrors { code message } logisticsRates { id } } }`;

/** The mutations about suppliers, partners, buyers, and what is a partner's. */
export const partyCases: Readonly<Record<string, MutationSituation>> = {
  async registerSupplier() {
    return { by: OPERATOR, input: profile, other: { input: { ...profile, name: 'Adler AG' } } };
  },
  async updateSupplierProfile(world) {
    const [id = ''] = await addSuppliers(world.db, [{}]);
    const input = {
      supplierId: encodeNodeId('Supplier', id),
      expectedVersion: 1,
      optedOut: false,
      ...profile,
    };
    return { by: { role: 'SUPPLIER', org: id }, input, other: { input: { ...input, city: 'Fulda' } } };
  },
  async setSupplierStanding(world) {
    const [id = ''] = await addSuppliers(world.db, [{}]);
    const input = { partnerId, supplierId: encodeNodeId('Supplier', id), standing: 'PREFERRED' };
    return { by: PARTNER, input, other: { input: { ...input, standing: 'BLOCKED' } } };
  },
  async registerPartner() {
    const input = { slug: `p-${newId().slice(-12)}`, name: 'Quay', website: 'https://quay.example' };
    return { by: OPERATOR, input, other: { input: { ...input, name: 'Wharf' } } };
  },
  async updatePartner() {
    const input = { partnerId, name: 'Harbour', website: 'https://harbour.example' };
    return { by: PARTNER, input, other: { input: { ...input, name: 'Harbourline' } } };
  },
  async setPartnerTerms() {
    const input = { partnerId, costOfCapital: '0.09' };
    return { by: PARTNER, input, other: { input: { partnerId, costOfCapital: '0.1' } } };
  },
  async registerBuyer() {
    const input = { partnerId, name: 'Hotel', country: 'DE', reference: `r-${newId()}` };
    return { by: PARTNER, input, other: { input: { ...input, name: 'Inn' } } };
  },
  async updateBuyer() {
    const buyerId = encodeNodeId('Buyer', DEMO_BUYER_ID);
    const input = { buyerId, name: 'Larkspur', country: 'DE', reference: `r-${newId()}` };
    return { by: PARTNER, input, other: { input: { ...input, name: 'Larkspur Hotels' } } };
  },
  async createApiKey() {
    const input = { partnerId, name: 'Server', role: 'AGENT', expiresAt: inDays(30) };
    return { by: PARTNER, input, other: { input: { ...input, name: 'Other server' } } };
  },
  async rotateApiKey(world) {
    const input = { apiKeyId: await apiKeyId(world), overlapHours: 2 };
    return { by: PARTNER, input, other: { input: { ...input, overlapHours: 3 } } };
  },
  async revokeApiKey(world) {
    const input = { apiKeyId: await apiKeyId(world) };
    return { by: PARTNER, input, other: { mutation: 'rotateApiKey', input } };
  },
  async setLogisticsRates() {
    const input = { partnerId, rates: [rate] };
    return { by: PARTNER, input, other: { input: { partnerId, rates: [{ ...rate, rate: '3' }] } } };
  },
  async deleteLogisticsRates(world) {
    const set = await world.partner.gql(SET_RATES, {
      input: { rates: [rate, { ...rate, component: 'ORIGIN' }] },
    });
    const [main, origin]: { id: string }[] = done(set, 'setLogisticsRates').logisticsRates;
    const input = { partnerId, logisticsRateIds: [main?.id] };
    return { by: PARTNER, input, other: { input: { partnerId, logisticsRateIds: [origin?.id] } } };
  },
};
