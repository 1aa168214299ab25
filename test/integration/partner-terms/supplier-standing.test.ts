import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { done } from '../../support/build/quoted-rfq.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';
import type { Client } from '../../support/client.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const SET = `mutation ($input: SetSupplierStandingInput!) { setSupplierStanding(input: $input) {
  replayed userErrors { code path } standing supplier { id standing } } }`;
const OVERLAY = `query ($filter: SupplierOverlayFilter) { viewer { partner { supplierOverlay(filter: $filter, first: 100) {
  totalCount nodes { standing setAt supplier { id name standing } } } } } }`;
const STANDING = 'query ($id: ID!) { supplier(id: $id) { standing } }';
const INVITED = 'query ($id: ID!) { rfq(id: $id) { invitations(first: 100) { nodes { supplier { id } } } } }';

let world: World;
let ids: string[];

beforeAll(async () => {
  world = await startWorld();
  const drafts = ['Alder', 'Birch', 'Cedar'].map((name) => ({ name, categories: ['CPV:44530000'] }));
  ids = (await addSuppliers(world.db, drafts)).map((id) => encodeNodeId('Supplier', id));
});

afterAll(() => world.stop());

const setStanding = async (supplierId: string | undefined, standing: string | null, client = world.partner) =>
  done(await client.gql(SET, { input: { supplierId, standing } }), 'setSupplierStanding');

const overlay = async (filter: object | null = null, client: Client = world.partner) =>
  (await client.gql(OVERLAY, { filter })).data.viewer.partner.supplierOverlay;

describe('what a partner thinks of a supplier', () => {
  test('is told to its people and agents, and to nobody else', async () => {
    const [alder = '', birch = ''] = ids;
    expect(await setStanding(alder, 'PREFERRED')).toMatchObject({
      standing: 'PREFERRED',
      supplier: { id: alder, standing: 'PREFERRED' },
    });
    const standing = async (client: Client, id: string) =>
      (await client.gql(STANDING, { id })).data.supplier.standing;
    for (const client of [world.partner, world.agent]) {
      expect(await standing(client, alder)).toBe('PREFERRED');
      expect(await standing(client, birch)).toBeNull();
    }
    for (const client of [world.buyer, world.otherPartner, world.operator])
      expect(await standing(client, alder)).toBeNull();
    expect(await overlay(null, world.buyer)).toBeNull();
    expect((await overlay(null, world.otherPartner)).nodes).toEqual([]);
  });

  test('is listed by name, filtered by standing, and taken back with null', async () => {
    const [alder, birch, cedar] = ids;
    await setStanding(cedar, 'BLOCKED');
    await setStanding(alder, 'PREFERRED');
    await setStanding(birch, 'PREFERRED');
    const names = async (filter: object | null) =>
      (await overlay(filter)).nodes.map((entry: { supplier: { name: string } }) => entry.supplier.name);
    expect(await names(null)).toEqual(['Alder', 'Birch', 'Cedar']);
    expect(await names({ standing: 'PREFERRED' })).toEqual(['Alder', 'Birch']);
    expect(await setStanding(birch, null)).toMatchObject({ standing: null, supplier: { standing: null } });
    expect(await names({ standing: 'PREFERRED' })).toEqual(['Alder']);
    expect((await overlay()).totalCount).toBe(2);
    await setStanding(birch, null);
  });

  test('keeps a blocked supplier from being invited by the partner’s buyers alone', async () => {
    const [alder = '', birch = '', cedar = ''] = ids;
    await setStanding(alder, null);
    await setStanding(birch, null);
    await setStanding(cedar, 'BLOCKED');
    const invited = async (client: Client) => {
      const { rfq } = done(await client.gql(POST_RFQ, { input: rfqInput() }), 'postRfq');
      await world.settle();
      const { nodes } = (await client.gql(INVITED, { id: rfq.id })).data.rfq.invitations;
      return nodes.map(({ supplier }: { supplier: { id: string } }) => supplier.id).toSorted();
    };
    expect(await invited(world.buyer)).toEqual([alder, birch].toSorted());
    expect(await invited(world.otherBuyer)).toEqual([alder, birch, cedar].toSorted());
  });

  test('is set once for an idempotency key', async () => {
    const [alder] = ids;
    const input = { supplierId: alder, standing: 'BLOCKED', idempotencyKey: newId() };
    done(await world.partner.gql(SET, { input }), 'setSupplierStanding');
    await setStanding(alder, 'PREFERRED');
    const again = done(await world.partner.gql(SET, { input }), 'setSupplierStanding');
    expect(again).toMatchObject({ replayed: true, standing: 'PREFERRED' });
    await setStanding(alder, null);
  });

  test('is the partner’s and the operator’s to say, of suppliers that there are', async () => {
    const [alder] = ids;
    const set = (client: Client, input: object) =>
      client.gql(SET, { input: { standing: 'BLOCKED', ...input } });
    for (const client of [world.agent, world.buyer])
      expect((await set(client, { supplierId: alder })).data.setSupplierStanding.userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    for (const supplierId of [encodeNodeId('Supplier', newId()), 'x'])
      expect((await set(world.partner, { supplierId })).data.setSupplierStanding.userErrors).toEqual([
        { code: 'NOT_FOUND', path: ['input', 'supplierId'] },
      ]);
    const partnerId = encodeNodeId('Partner', DEMO_PARTNER_ID);
    const byOperator = done(
      await set(world.operator, { partnerId, supplierId: alder }),
      'setSupplierStanding',
    );
    expect(byOperator).toMatchObject({ standing: 'BLOCKED', supplier: { standing: null } });
    await setStanding(alder, null);
  });
});
