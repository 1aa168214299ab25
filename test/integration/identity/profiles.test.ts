import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DEMO_BUYER_ID,
  DEMO_PARTNER_ID,
  OTHER_BUYER_ID,
  OTHER_PARTNER_ID,
} from '../../../src/modules/identity/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, keyOf, newId } from '../../../src/platform/kernel/ids.ts';
import { done } from '../../support/build/quoted-rfq.ts';
import { type Client, clientOf } from '../../support/client.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const ERRORS = 'replayed userErrors { code path }';
const UPDATE_PARTNER = `mutation ($input: UpdatePartnerInput!) { updatePartner(input: $input) { ${ERRORS} partner { id name slug website } } }`;
const REGISTER_PARTNER = `mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) { ${ERRORS} partner { id name slug website } } }`;
const REGISTER_BUYER = `mutation ($input: RegisterBuyerInput!) { registerBuyer(input: $input) { ${ERRORS} buyer { id name country reference partner { id } } } }`;
const UPDATE_BUYER = `mutation ($input: UpdateBuyerInput!) { updateBuyer(input: $input) { ${ERRORS} buyer { id name country reference } } }`;
const BUYERS = `query ($search: String, $filter: BuyerFilter, $first: Int = 100, $after: String) { viewer { partner {
  buyers(search: $search, filter: $filter, first: $first, after: $after) { totalCount nodes { id name } pageInfo { endCursor } } } } }`;

const partnerId = encodeNodeId('Partner', DEMO_PARTNER_ID);
const otherPartnerId = encodeNodeId('Partner', OTHER_PARTNER_ID);
const buyerId = encodeNodeId('Buyer', DEMO_BUYER_ID);
const foreignBuyerId = encodeNodeId('Buyer', OTHER_BUYER_ID);

let world: World;

beforeAll(async () => {
  world = await startWorld({ worker: false });
});

afterAll(() => world.stop());

const register = async (input: object, client: Client = world.partner) =>
  done(
    await client.gql(REGISTER_BUYER, { input: { name: 'Quillfen', country: 'DE', ...input } }),
    'registerBuyer',
  );

const namesOf = (answer: { data: { viewer: { partner: { buyers: { nodes: { name: string }[] } } } } }) =>
  answer.data.viewer.partner.buyers.nodes.map(({ name }) => name);

describe('a partner’s profile', () => {
  test('is changed field by field: what is left out stays, null clears what may be absent', async () => {
    const change = async (input: object) =>
      done(await world.otherPartner.gql(UPDATE_PARTNER, { input }), 'updatePartner').partner;
    const website = 'https://fieldstone.example';
    expect(await change({ website })).toEqual({
      id: otherPartnerId,
      slug: 'fieldstone',
      name: 'Fieldstone Trade Desk',
      website,
    });
    expect(await change({ name: 'Fieldstone' })).toMatchObject({ name: 'Fieldstone', website });
    expect(await change({ name: null, website: null })).toMatchObject({ name: 'Fieldstone', website: null });
  });

  test('is its own and the operator’s to change; a foreign one answers like an absent one', async () => {
    const named = await world.operator.gql(UPDATE_PARTNER, {
      input: { partnerId: otherPartnerId, name: 'Fieldstone Desk' },
    });
    expect(done(named, 'updatePartner').partner.name).toBe('Fieldstone Desk');
    const ask = (id: string) => world.partner.gql(UPDATE_PARTNER, { input: { partnerId: id, name: 'x' } });
    const absent = await ask(encodeNodeId('Partner', newId()));
    expect((await ask(otherPartnerId)).data).toEqual(absent.data);
    for (const client of [world.agent, world.buyer])
      expect((await client.gql(UPDATE_PARTNER, { input: { name: 'x' } })).data.updatePartner).toMatchObject({
        partner: null,
        userErrors: [{ code: 'FORBIDDEN' }],
      });
  });

  test('is changed once for an idempotency key', async () => {
    const input = { name: 'Harbourline', idempotencyKey: newId() };
    done(await world.partner.gql(UPDATE_PARTNER, { input }), 'updatePartner');
    done(
      await world.partner.gql(UPDATE_PARTNER, { input: { name: 'Harbourline Marketplace' } }),
      'updatePartner',
    );
    const again = done(await world.partner.gql(UPDATE_PARTNER, { input }), 'updatePartner');
    expect(again).toMatchObject({ replayed: true, partner: { name: 'Harbourline Marketplace' } });
  });
});

describe('partners', () => {
  test('are registered by operators, each under a slug of its own', async () => {
    const input = { slug: 'saltmarsh', name: 'Saltmarsh Supply', idempotencyKey: newId() };
    const first = done(await world.operator.gql(REGISTER_PARTNER, { input }), 'registerPartner');
    expect(first.partner).toMatchObject({ slug: 'saltmarsh', name: 'Saltmarsh Supply', website: null });
    const again = done(await world.operator.gql(REGISTER_PARTNER, { input }), 'registerPartner');
    expect(again).toMatchObject({ replayed: true, partner: { id: first.partner.id } });
    const taken = await world.operator.gql(REGISTER_PARTNER, { input: { slug: 'saltmarsh', name: 'x' } });
    expect(taken.data.registerPartner.userErrors).toEqual([
      { code: 'VALIDATION_FAILED', path: ['input', 'slug'] },
    ]);
    const partner = await world.partner.gql(REGISTER_PARTNER, { input: { slug: 'mine', name: 'x' } });
    expect(partner.data.registerPartner.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });

  test('are listed to operators whole, to others as far as they are theirs', async () => {
    const slugs = async (client: Client, search?: string) => {
      const query =
        'query ($search: String) { partners(first: 50, search: $search) { totalCount nodes { slug } } }';
      const { partners } = (await client.gql(query, { search })).data;
      expect(partners.totalCount).toBe(partners.nodes.length);
      return partners.nodes.map(({ slug }: { slug: string }) => slug);
    };
    expect(await slugs(world.operator)).toEqual(expect.arrayContaining(['fieldstone', 'harbourline']));
    expect(await slugs(world.operator, 'HÁRBOUR')).toEqual(['harbourline']);
    for (const client of [world.partner, world.agent, world.buyer])
      expect(await slugs(client)).toEqual(['harbourline']);
    expect(await slugs(await world.supplier(await someSupplier()))).toEqual([]);
  });
});

async function someSupplier(): Promise<string> {
  const id = newId();
  await sql(world.db, `insert into supplier (id, name) values ($1, 'Reedmace')`, [id]);
  return id;
}

describe('a buyer that a partner registers', () => {
  test('can act at once: its people, and the partner’s agents for it', async () => {
    const { buyer } = await register({ name: 'Wherry & Sons', country: 'NL', reference: 'C-1001' });
    expect(buyer).toMatchObject({ country: 'NL', reference: 'C-1001', partner: { id: partnerId } });
    const posted = done(
      await world.agent.gql(POST_RFQ, { input: rfqInput({ onBehalfOf: buyer.id }) }),
      'postRfq',
    );
    const { token } = await world.issuer.issue({
      role: 'BUYER',
      org: keyOf('Buyer', buyer.id, 1)?.[0],
      user: 'eve',
    });
    const seen = await clientOf(world.url, token).gql(
      'query ($id: ID!) { rfq(id: $id) { id buyer { name } } }',
      {
        id: posted.rfq.id,
      },
    );
    expect(seen.data.rfq).toEqual({ id: posted.rfq.id, buyer: { name: 'Wherry & Sons' } });
  });

  test('is registered once for an idempotency key, however many send it', async () => {
    const input = { name: 'Once', country: 'IE', idempotencyKey: newId() };
    const answers = await Promise.all([1, 2, 3].map(() => world.partner.gql(REGISTER_BUYER, { input })));
    const results = answers.map((answer) => done(answer, 'registerBuyer'));
    expect(new Set(results.map(({ buyer }) => buyer.id)).size).toBe(1);
    expect(results.filter(({ replayed }) => replayed)).toHaveLength(2);
    expect(namesOf(await world.partner.gql(BUYERS, { search: 'Once' }))).toEqual(['Once']);
  });

  test('has a reference of its own within its partner', async () => {
    await register({ reference: 'C-7' });
    const twice = await world.partner.gql(REGISTER_BUYER, {
      input: { name: 'Again', country: 'DE', reference: ' C-7 ' },
    });
    expect(twice.data.registerBuyer.userErrors).toEqual([
      { code: 'VALIDATION_FAILED', path: ['input', 'reference'] },
    ]);
    expect((await register({ reference: 'C-7' }, world.otherPartner)).buyer.reference).toBe('C-7');
    const racing = await Promise.all(
      [1, 2, 3, 4].map(() =>
        world.partner.gql(REGISTER_BUYER, { input: { name: 'Racer', country: 'DE', reference: 'C-8' } }),
      ),
    );
    expect(racing.filter(({ data }) => data.registerBuyer.buyer !== null)).toHaveLength(1);
  });

  test('is the partner’s and the operator’s to register', async () => {
    const input = { name: 'x', country: 'DE' };
    for (const client of [world.agent, world.buyer])
      expect((await client.gql(REGISTER_BUYER, { input })).data.registerBuyer.userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    const { buyer } = await register({ partnerId: otherPartnerId }, world.operator);
    expect(buyer.partner.id).toBe(otherPartnerId);
  });
});

describe('a buyer’s profile', () => {
  const change = (client: Client, input: object) => client.gql(UPDATE_BUYER, { input });

  test('is changed by its own people, its partner and operators', async () => {
    expect(done(await change(world.buyer, { name: 'Larkspur' }), 'updateBuyer').buyer).toMatchObject({
      id: buyerId,
      name: 'Larkspur',
      country: 'DE',
    });
    const byPartner = await change(world.partner, { buyerId, country: 'AT', reference: 'L-1' });
    expect(done(byPartner, 'updateBuyer').buyer).toMatchObject({
      name: 'Larkspur',
      country: 'AT',
      reference: 'L-1',
    });
    const byOperator = await change(world.operator, { buyerId, country: 'DE', reference: null });
    expect(done(byOperator, 'updateBuyer').buyer).toMatchObject({ country: 'DE', reference: null });
  });

  test('is not an agent’s to change, nor its reference its own', async () => {
    for (const [client, input] of [
      [world.agent, { buyerId, name: 'x' }],
      [world.buyer, { reference: 'mine' }],
    ] as const)
      expect((await change(client, input)).data.updateBuyer.userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
  });

  test('of a foreign buyer answers like that of an absent one', async () => {
    for (const client of [world.buyer, world.partner, world.agent]) {
      const foreign = await change(client, { buyerId: foreignBuyerId, name: 'x' });
      const absent = await change(client, { buyerId: encodeNodeId('Buyer', newId()), name: 'x' });
      expect(foreign.data).toEqual(absent.data);
      expect(foreign.data.updateBuyer.userErrors).toEqual([
        { code: 'NOT_FOUND', path: ['input', 'buyerId'] },
      ]);
    }
    expect(
      (await world.buyer.gql('query ($id: ID!) { buyer(id: $id) { id } }', { id: foreignBuyerId })).data,
    ).toEqual({ buyer: null });
  });
});

describe('the list of a partner’s buyers', () => {
  test('is searched by name, filtered by country and reference, and paged', async () => {
    await register({ name: 'Ångström Labs', country: 'SE', reference: 'A-1' });
    await register({ name: 'Angstrom Works', country: 'NO' });
    expect(namesOf(await world.partner.gql(BUYERS, { search: 'ANGSTROM' }))).toEqual([
      'Angstrom Works',
      'Ångström Labs',
    ]);
    const some = (filter: object) => world.partner.gql(BUYERS, { filter });
    expect(namesOf(await some({ countries: ['SE'] }))).toEqual(['Ångström Labs']);
    expect(namesOf(await some({ reference: 'A-1' }))).toEqual(['Ångström Labs']);
    expect(namesOf(await some({ countries: [] }))).toEqual([]);
    const first = await world.partner.gql(BUYERS, { search: 'angstrom', first: 1 });
    const { endCursor } = first.data.viewer.partner.buyers.pageInfo;
    const second = await world.partner.gql(BUYERS, { search: 'angstrom', first: 1, after: endCursor });
    expect([...namesOf(first), ...namesOf(second)]).toEqual(['Angstrom Works', 'Ångström Labs']);
  });

  test('shows a buyer itself alone, and nobody a foreign one', async () => {
    expect(namesOf(await world.buyer.gql(BUYERS))).toHaveLength(1);
    const own = (await world.partner.gql(BUYERS)).data.viewer.partner.buyers;
    const ids = own.nodes.map(({ id }: { id: string }) => id);
    expect(ids).toContain(buyerId);
    expect(ids).not.toContain(foreignBuyerId);
    expect(own.totalCount).toBe(ids.length);
  });
});
