import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { closeRfq, done, quotedRfq, quoteInput } from '../../support/build/quoted-rfq.ts';
import type { Client } from '../../support/client.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const SET_TERMS = `mutation ($input: SetPartnerTermsInput!) { setPartnerTerms(input: $input) {
  replayed userErrors { code path } partner { terms { costOfCapital } } } }`;
const SET_RATES = `mutation ($input: SetLogisticsRatesInput!) { setLogisticsRates(input: $input) {
  userErrors { code path message } logisticsRates { id } } }`;
const TERMS = '{ viewer { partner { terms { costOfCapital } } } }';
const COMPARISON = `query ($id: ID!) { rfq(id: $id) { comparison { ratesAsOf inputHash entries(first: 10) { nodes {
  rank total { amount currency } ledger { component amount { amount } note } gaps { code } } } } } }`;

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

const setTerms = (client: Client, input: object) => client.gql(SET_TERMS, { input });
const compare = async (id: string) => (await world.buyer.gql(COMPARISON, { id })).data.rfq.comparison;

/** Freight from the United States to Germany, at so much a kilogram, and what else the journey takes. */
async function setFreight(perKg: string): Promise<void> {
  const lane = { origin: 'US', destination: 'DE' };
  const rates = [
    { ...lane, component: 'ORIGIN', basis: 'PER_SHIPMENT', rate: '10', currency: 'EUR' },
    { ...lane, component: 'MAIN', basis: 'PER_KG', rate: perKg, currency: 'EUR' },
    { ...lane, component: 'INSURANCE', basis: 'PERCENT_OF_VALUE', rate: '0.3' },
    { ...lane, component: 'DESTINATION', basis: 'PER_SHIPMENT', rate: '10', currency: 'EUR' },
  ];
  done(await world.partner.gql(SET_RATES, { input: { rates } }), 'setLogisticsRates');
}

/** Two quotes ex works, so that freight and the cost of capital decide what they come to. */
const quoted = () =>
  quotedRfq(
    world,
    { lines: [rfqLine({ unitWeight: { value: '2', unit: 'KGM' } })] },
    ['4.00', '4.10'].map((price) => (rfq) => {
      const paymentSchedule = [{ percent: '100', days: 90, anchor: 'ORDER' }];
      return quoteInput(rfq, [price], { incoterm: 'EXW', shipFrom: 'US', paymentSchedule });
    }),
  );

const componentOf = (comparison: Awaited<ReturnType<typeof compare>>, component: string) =>
  comparison.entries.nodes[0].ledger.find((item: { component: string }) => item.component === component)
    ?.amount.amount;

describe('the terms of a partner', () => {
  test('are set by its people and operators, and read by its own side alone', async () => {
    const set = await setTerms(world.partner, { costOfCapital: '0.125' });
    expect(done(set, 'setPartnerTerms').partner.terms).toEqual({ costOfCapital: '0.125' });
    for (const client of [world.partner, world.agent])
      expect((await client.gql(TERMS)).data.viewer.partner.terms).toEqual({ costOfCapital: '0.125' });
    expect((await world.buyer.gql(TERMS)).data.viewer.partner.terms).toBeNull();
    const partnerId = encodeNodeId('Partner', DEMO_PARTNER_ID);
    const byOperator = await setTerms(world.operator, { partnerId, costOfCapital: null });
    expect(done(byOperator, 'setPartnerTerms').partner.terms).toEqual({ costOfCapital: null });
  });

  test('are refused from everybody else, and where they make no sense', async () => {
    for (const client of [world.agent, world.buyer])
      expect((await setTerms(client, { costOfCapital: '0' })).data.setPartnerTerms.userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    const wild = await setTerms(world.partner, { costOfCapital: '11' });
    expect(wild.data.setPartnerTerms.userErrors).toEqual([
      { code: 'VALIDATION_FAILED', path: ['input', 'costOfCapital'] },
    ]);
  });

  test('stay as they are where nothing is said, and are set once for an idempotency key', async () => {
    const input = { costOfCapital: '0.05', idempotencyKey: newId() };
    done(await setTerms(world.partner, input), 'setPartnerTerms');
    done(await setTerms(world.partner, {}), 'setPartnerTerms');
    expect((await world.partner.gql(TERMS)).data.viewer.partner.terms.costOfCapital).toBe('0.05');
    done(await setTerms(world.partner, { costOfCapital: '0.06' }), 'setPartnerTerms');
    const again = done(await setTerms(world.partner, input), 'setPartnerTerms');
    expect(again).toMatchObject({ replayed: true, partner: { terms: { costOfCapital: '0.06' } } });
  });
});

describe('a change of terms', () => {
  test('is followed by comparisons of open requests, and changes nothing of those that are closed', async () => {
    await setFreight('1');
    done(await setTerms(world.partner, { costOfCapital: '0.10' }), 'setPartnerTerms');
    const [open, closed] = [await quoted(), await quoted()];
    await closeRfq(world, closed);
    await world.settle();
    const [openBefore, frozen] = [await compare(open.id), await compare(closed.id)];
    expect(componentOf(frozen, 'MAIN')).toBe('1000');

    await setFreight('3');
    done(await setTerms(world.partner, { costOfCapital: '0.30' }), 'setPartnerTerms');
    expect(await compare(closed.id)).toEqual(frozen);
    const openAfter = await compare(open.id);
    expect(componentOf(openAfter, 'MAIN')).toBe('3000');
    expect(openAfter.inputHash).not.toBe(openBefore.inputHash);
    expect(componentOf(openAfter, 'PAYMENT_TERMS')).not.toBe(componentOf(openBefore, 'PAYMENT_TERMS'));
  });
});
