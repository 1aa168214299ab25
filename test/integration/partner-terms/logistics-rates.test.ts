import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PARTNER_ID, OTHER_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { done } from '../../support/build/quoted-rfq.ts';
import type { Client } from '../../support/client.ts';
import { startWorld, type World } from '../../support/world.ts';

const RATE = 'id origin destination component basis rate currency source setAt';
const SET = `mutation ($input: SetLogisticsRatesInput!) { setLogisticsRates(input: $input) {
  replayed userErrors { code path } logisticsRates { ${RATE} } } }`;
const DELETE = `mutation ($input: DeleteLogisticsRatesInput!) { deleteLogisticsRates(input: $input) {
  replayed userErrors { code path } deletedLogisticsRateIds } }`;
const LIST = `query ($filter: LogisticsRateFilter, $first: Int = 100, $after: String) { viewer { partner {
  logisticsRates(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ${RATE} } } } } }`;
const NODE = `query ($id: ID!) { node(id: $id) { ... on LogisticsRate { ${RATE} } } }`;

const freight = {
  origin: 'CN',
  destination: 'EU',
  component: 'MAIN',
  basis: 'PER_KG',
  rate: '1.25',
  currency: 'USD',
};
const insurance = {
  origin: '*',
  destination: '*',
  component: 'INSURANCE',
  basis: 'PERCENT_OF_VALUE',
  rate: '0.3',
};

let world: World;

beforeAll(async () => {
  world = await startWorld({ worker: false });
});

afterAll(() => world.stop());

const setRates = async (rates: object[], client: Client = world.partner) =>
  done(await client.gql(SET, { input: { rates } }), 'setLogisticsRates').logisticsRates;

const listed = async (variables: object = {}, client: Client = world.partner) =>
  (await client.gql(LIST, variables)).data.viewer.partner.logisticsRates;

describe('rates that a partner sets', () => {
  test('are answered in their order, each with an id that finds it again', async () => {
    const rates = await setRates([insurance, freight]);
    expect(rates).toMatchObject([{ ...insurance, currency: null }, freight]);
    expect(rates[0].source).toBe('PARTNER');
    for (const rate of rates)
      expect((await world.partner.gql(NODE, { id: rate.id })).data.node).toEqual(rate);
  });

  test('replace those for the same places, step and basis, under the same id', async () => {
    const [before] = await setRates([freight]);
    const [after] = await setRates([{ ...freight, rate: '2', currency: 'EUR' }]);
    expect(after).toMatchObject({ id: before.id, rate: '2', currency: 'EUR' });
    const { nodes } = await listed({ filter: { origin: 'CN' } });
    expect(nodes).toEqual([after]);
  });

  test('are all set or none', async () => {
    const input = {
      rates: [
        { ...freight, origin: 'VN' },
        { ...freight, origin: 'XX' },
      ],
    };
    const answer = await world.partner.gql(SET, { input });
    expect(answer.data.setLogisticsRates).toEqual({
      replayed: false,
      logisticsRates: null,
      userErrors: [{ code: 'VALIDATION_FAILED', path: ['input', 'rates', '1', 'origin'] }],
    });
    expect((await listed({ filter: { origin: 'VN' } })).nodes).toEqual([]);
  });

  test('are set once for an idempotency key', async () => {
    const input = { rates: [{ ...freight, rate: '7' }], idempotencyKey: newId() };
    done(await world.partner.gql(SET, { input }), 'setLogisticsRates');
    await setRates([{ ...freight, rate: '8' }]);
    const again = done(await world.partner.gql(SET, { input }), 'setLogisticsRates');
    expect(again).toMatchObject({ replayed: true, logisticsRates: [{ rate: '8' }] });
  });

  test('leave an audit row that says who set what', async () => {
    await setRates([{ ...freight, rate: '9.5' }]);
    const [row] = await sql<{ actor: string; details: object }>(
      world.db,
      `select actor, details from audit where rfq_id = $1 and action = 'setLogisticsRates' order by at desc limit 1`,
      [DEMO_PARTNER_ID],
    );
    expect(row).toEqual({
      actor: `partner:${DEMO_PARTNER_ID}:test`,
      details: { rates: [{ ...freight, rate: '9.5' }] },
    });
  });
});

describe('the list of a partner’s rates', () => {
  test('has its own alone, is filtered and paged', async () => {
    const origins = ['IN', 'JP', 'KR'];
    await setRates(origins.map((origin) => ({ ...freight, origin, destination: 'GB' })));
    await setRates([{ ...freight, origin: 'TR', destination: 'GB' }], world.otherPartner);
    const filter = { destination: 'GB', component: 'MAIN' };
    const whole = await listed({ filter });
    expect(whole.nodes.map((rate: { origin: string }) => rate.origin)).toEqual(origins);
    expect(whole.totalCount).toBe(3);
    const first = await listed({ filter, first: 2 });
    const second = await listed({ filter, first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes]).toEqual(whole.nodes);
  });

  test('is for the partner’s own side and operators', async () => {
    const [rate] = await setRates([freight]);
    expect((await listed({}, world.agent)).nodes).toContainEqual(rate);
    expect(await listed({}, world.buyer)).toBeNull();
    for (const client of [world.agent, world.operator])
      expect((await client.gql(NODE, { id: rate.id })).data.node).toEqual(rate);
    for (const client of [world.buyer, world.otherPartner])
      expect((await client.gql(NODE, { id: rate.id })).data.node).toBeNull();
  });
});

describe('rates that a partner deletes', () => {
  const remove = (ids: string[], client: Client = world.partner, rest: object = {}) =>
    client.gql(DELETE, { input: { logisticsRateIds: ids, ...rest } });

  test('are gone, and a repeated request says so again', async () => {
    const [rate] = await setRates([{ ...freight, origin: 'BR' }]);
    const idempotencyKey = newId();
    for (const replayed of [false, true]) {
      const answer = done(await remove([rate.id], world.partner, { idempotencyKey }), 'deleteLogisticsRates');
      expect(answer).toEqual({ replayed, userErrors: [], deletedLogisticsRateIds: [rate.id] });
    }
    expect((await world.partner.gql(NODE, { id: rate.id })).data.node).toBeNull();
  });

  test('are all deleted or none: a foreign one answers like an absent one', async () => {
    const [own] = await setRates([{ ...freight, origin: 'MX' }]);
    const [foreign] = await setRates([freight], world.otherPartner);
    const absent = encodeNodeId('LogisticsRate', DEMO_PARTNER_ID, 'ZA', 'ZA', 'MAIN', 'PER_KG');
    for (const id of [foreign.id, absent, encodeNodeId('LogisticsRate', OTHER_PARTNER_ID), 'x']) {
      const answer = await remove([own.id, id]);
      expect(answer.data.deleteLogisticsRates).toEqual({
        replayed: false,
        deletedLogisticsRateIds: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['input', 'logisticsRateIds', '1'] }],
      });
    }
    for (const [client, id] of [
      [world.partner, own.id],
      [world.otherPartner, foreign.id],
    ] as const)
      expect((await client.gql(NODE, { id })).data.node).not.toBeNull();
  });

  test('are not an agent’s or a buyer’s to delete', async () => {
    const [rate] = await setRates([freight]);
    for (const client of [world.agent, world.buyer])
      expect((await remove([rate.id], client)).data.deleteLogisticsRates.userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
  });
});
