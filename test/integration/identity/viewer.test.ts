import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID, OTHER_BUYER_ID } from '../../../src/modules/identity/index.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { clientOf } from '../../support/client.ts';
import { startWorld, type World } from '../../support/world.ts';

const VIEWER = '{ viewer { role partner { id name } buyer { id name country partner { name } } } }';
const NODE = `query ($id: ID!) { node(id: $id) { __typename id ... on Buyer { name } ... on Partner { name } } }`;

const buyerNode = encodeNodeId('Buyer', DEMO_BUYER_ID);
const partnerNode = encodeNodeId('Partner', DEMO_PARTNER_ID);
const harbourline = { id: partnerNode, name: 'Harbourline Marketplace' };

let world: World;

beforeAll(async () => {
  world = await startWorld({ worker: false });
});

afterAll(() => world.stop());

describe('viewer', () => {
  test('tells a buyer who it is and where it belongs', async () => {
    const { data } = await world.buyer.gql(VIEWER);
    expect(data.viewer).toEqual({
      role: 'BUYER',
      partner: harbourline,
      buyer: {
        id: buyerNode,
        name: 'Larkspur Hotels',
        country: 'DE',
        partner: { name: 'Harbourline Marketplace' },
      },
    });
  });

  test('tells a partner and its agents their partner', async () => {
    const [partner, agent] = await Promise.all([world.partner.gql(VIEWER), world.agent.gql(VIEWER)]);
    expect(partner.data.viewer).toEqual({ role: 'PARTNER', partner: harbourline, buyer: null });
    expect(agent.data.viewer).toEqual({ role: 'AGENT', partner: harbourline, buyer: null });
  });

  test('tells an operator its role', async () => {
    const { data } = await world.operator.gql(VIEWER);
    expect(data.viewer).toEqual({ role: 'OPERATOR', partner: null, buyer: null });
  });
});

describe('a caller whom the token does not prove', () => {
  test('gets 401 without one', async () => {
    const answer = await world.anonymous.gql(VIEWER);
    expect(answer.status).toBe(401);
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['UNAUTHENTICATED']);
  });

  test('gets 401 and one message with a bad one, whatever it asks', async () => {
    const unknown = await world.issuer.issue({ role: 'BUYER', org: newId(), user: 'test' });
    for (const token of ['garbage', `${world.buyer.token}x`, unknown.token]) {
      for (const query of [VIEWER, '{ __typename }', '{']) {
        const answer = await clientOf(world.url, token).gql(query);
        expect(answer.status).toBe(401);
        expect(answer.data).toBeUndefined();
        expect(answer.errors).toEqual([
          {
            message: 'The bearer token is not valid.',
            extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
          },
        ]);
      }
    }
  });
});

describe('node', () => {
  test('gives organisations to those who may read them', async () => {
    for (const client of [world.buyer, world.partner, world.agent, world.operator]) {
      const buyer = await client.gql(NODE, { id: buyerNode });
      expect(buyer.data.node).toEqual({ __typename: 'Buyer', id: buyerNode, name: 'Larkspur Hotels' });
      const partner = await client.gql(NODE, { id: partnerNode });
      expect(partner.data.node).toEqual({ __typename: 'Partner', ...harbourline });
    }
  });

  test('answers a foreign, an absent and a malformed id alike', async () => {
    const ids = [
      encodeNodeId('Buyer', OTHER_BUYER_ID),
      encodeNodeId('Buyer', newId()),
      encodeNodeId('Buyer', 'x'),
      encodeNodeId('Buyer', OTHER_BUYER_ID, OTHER_BUYER_ID),
      encodeNodeId('Nothing', OTHER_BUYER_ID),
      'x',
    ];
    for (const id of ids)
      expect(await world.buyer.gql(NODE, { id })).toMatchObject({ status: 200, data: { node: null } });
    expect((await world.otherPartner.gql(NODE, { id: partnerNode })).data.node).toBeNull();
  });
});
