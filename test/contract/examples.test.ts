import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buy } from '../../examples/buyer/buy.ts';
import { Engine, RefusedError, RequestError } from '../../examples/engine/client.ts';
import { createShop } from '../../examples/partner-server/server.ts';
import { answerInvitations } from '../../examples/supplier-bot/bot.ts';
import { decide, type Rules } from '../../examples/supplier-bot/rules.ts';
import { SCHEMA_TYPES_FILE, schemaTypes } from '../../src/app/release/schema-types.ts';
import { DEMO_BUYER_ID } from '../../src/modules/identity/index.ts';
import { encodeNodeId } from '../../src/platform/kernel/ids.ts';
import { addSuppliers } from '../support/build/suppliers.ts';
import type { Client } from '../support/client.ts';
import { rfqInput, rfqLine } from '../support/rfq-input.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWorld, type World } from '../support/world.ts';

const RULES: Rules = {
  currency: 'EUR',
  deliversTo: ['DE'],
  validForDays: 30,
  priceList: [
    {
      codes: '4453',
      unit: 'C62',
      unitPrice: '5.20',
      tiers: [{ fromQuantity: '500', unitPrice: '4.80' }],
      minimumOrderQuantity: '100',
      leadTimeDays: 12,
    },
  ],
};
const DEARER: Rules = {
  ...RULES,
  priceList: [{ codes: '4453', unit: 'C62', unitPrice: '6.00', leadTimeDays: 3 }],
};
const ORDER = rfqInput() as unknown as Parameters<typeof buy>[1];

let world: World;
let suppliers: { engine: Engine; rules: Rules }[];
const engineOf = (client: Client) => new Engine(world.url, client.token ?? '');

beforeAll(async () => {
  world = await startWorld();
  const ids = await addSuppliers(
    world.db,
    ['Northwind Brackets', 'Southwind Brackets'].map((name) => ({
      name,
      country: 'DE',
      categories: ['CPV:44530000'],
    })),
  );
  const clients = await Promise.all(ids.map((id) => world.supplier(id)));
  suppliers = clients.map((client, index) => ({
    engine: engineOf(client),
    rules: index === 0 ? RULES : DEARER,
  }));
});
afterAll(() => world.stop());

/** Lets the suppliers' bots look into their inboxes until each has quoted `count` times, as they would all day. */
async function botsQuote(count: number): Promise<void> {
  const quoted = suppliers.map(() => 0);
  await waitUntil('the bots to have quoted', async () => {
    for (const [index, { engine, rules }] of suppliers.entries())
      quoted[index] = (quoted[index] ?? 0) + (await answerInvitations(engine, rules, () => {})).quoted;
    return quoted.every((quotes) => quotes >= count) ? true : quoted.join(', ');
  });
}

test('the types of the client are printed from the code (if not: npm run schema:print)', async () => {
  const isCurrent = readFileSync(SCHEMA_TYPES_FILE, 'utf8') === (await schemaTypes());
  expect(isCurrent).toBe(true);
});

test('the buyer’s script buys from the bot that costs least, and does it once when it is run again', async () => {
  const options = { name: 'brackets', quotesWanted: 2, log: () => {} };
  const buying = buy(engineOf(world.buyer), ORDER, options);
  const [bought] = await Promise.all([buying, botsQuote(1)]);
  expect(bought.entries.map(({ rank, quote, total }) => [rank, quote.supplier.name, total.amount])).toEqual([
    [1, 'Northwind Brackets', '2400.00'],
    [2, 'Southwind Brackets', '3000.00'],
  ]);
  expect(bought.awards).toMatchObject([{ state: 'PENDING', supplier: { name: 'Northwind Brackets' } }]);
  expect(await buy(engineOf(world.buyer), ORDER, options)).toEqual(bought);
});

test('the partner’s server brings its customers from request to award, each to their own alone', async () => {
  const url = await openShop();
  const ada = await visitor(url, 'ada');
  const eve = await visitor(url, 'eve');
  const anonymous = caller(url, null);
  expect((await anonymous('POST /requests', ORDER)).status).toBe(401);

  const posted = await ada('POST /requests', { ...ORDER, key: 'cart-7' });
  expect(posted).toMatchObject({ status: 201, body: { state: 'OPEN' } });
  expect(await ada('POST /requests', { ...ORDER, key: 'cart-7' })).toEqual(posted);
  await botsQuote(1);

  const path = `/requests/${posted.body.id}`;
  const { body } = await ada(`GET ${path}`);
  expect(body.offers).toMatchObject([
    { rank: 1, supplier: 'Northwind Brackets', total: { amount: '2400.00', currency: 'EUR' }, missing: [] },
    { rank: 2, supplier: 'Southwind Brackets' },
  ]);
  expect(body.offers[0].why.length).toBeGreaterThan(0);
  const { quoteId } = body.offers[1];
  expect((await eve(`GET ${path}`)).status).toBe(404);
  expect((await eve(`POST ${path}/award`, { quoteId })).status).toBe(404);
  expect(await ada(`POST ${path}/award`, { quoteId })).toMatchObject({
    status: 200,
    body: [{ supplier: { name: 'Southwind Brackets' }, total: { amount: '3000', currency: 'EUR' } }],
  });

  const refused = await ada('POST /requests', { ...ORDER, title: ' ', key: 'cart-8' });
  expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: ['input', 'title'] }] } });
});

test.each([
  ['delivers nowhere near', { deliverTo: { country: 'BR' } }, 'CANNOT_SHIP'],
  [
    'sells nothing of',
    { lines: [line({ category: { scheme: 'CPV', code: '15000000' } })] },
    'NOT_OUR_PRODUCT',
  ],
  [
    'sells in another unit',
    { lines: [line({ quantity: { value: '500', unit: 'KGM' } })] },
    'NOT_OUR_PRODUCT',
  ],
  [
    'gets too small an order of',
    { lines: [line({ quantity: { value: '99', unit: 'C62' } })] },
    'MINIMUM_ORDER',
  ],
])('a bot declines, with the reason, what it %s', (_, changes, decline) => {
  const asked = { allowPartialQuotes: true, deliverTo: { country: 'DE' }, lines: [line()] };
  expect(decide({ ...asked, ...changes }, RULES)).toMatchObject({ decline });
});

function line(changes: object = {}) {
  return {
    id: 'line',
    category: { scheme: 'CPV', code: '44530000' },
    quantity: { value: '500', unit: 'C62' },
    ...changes,
  };
}

test('the client tells what a caller can act on from what it cannot', async () => {
  const options = { name: 'errors', quotesWanted: 1, log: () => {} };
  const lines = [rfqLine({ quantity: { value: '0', unit: 'C62' } })] as unknown as typeof ORDER.lines;
  await expect(buy(engineOf(world.buyer), { ...ORDER, lines }, options)).rejects.toThrow(RefusedError);
  await expect(buy(new Engine(world.url, 'no token'), ORDER, options)).rejects.toThrow(RequestError);
});

/** A shop with two customers, ada and eve, who are different buyers of the partner. */
async function openShop(): Promise<string> {
  const [ada, eve] = [encodeNodeId('Buyer', DEMO_BUYER_ID), await registeredBuyer()];
  const server = createShop({
    engine: new Engine(world.url, await agentKey()),
    logIn: async (number, password) =>
      password === 'secret' ? { number, name: number, buyerId: number === 'ada' ? ada : eve } : null,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const closing: (() => void)[] = [];
afterAll(() => closing.forEach((close) => close()));

async function agentKey(): Promise<string> {
  const created = await world.partner.gql(
    `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { code message } } }`,
    { input: { name: 'shop', role: 'AGENT' } },
  );
  return created.data.createApiKey.secret;
}

async function registeredBuyer(): Promise<string> {
  const registered = await world.partner.gql(
    `mutation ($input: RegisterBuyerInput!) { registerBuyer(input: $input) { buyer { id } userErrors { code message } } }`,
    { input: { name: 'Eve', country: 'DE' } },
  );
  return registered.data.registerBuyer.buyer.id;
}

async function visitor(url: string, number: string) {
  const response = await fetch(`${url}/session`, {
    method: 'POST',
    body: JSON.stringify({ number, password: 'secret' }),
  });
  return caller(url, response.headers.get('set-cookie'));
}

/** Sends `METHOD /path` to the shop with a session's cookie. */
const caller = (url: string, cookie: string | null) => async (route: string, body?: object) => {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${url}${path}`, {
    method,
    headers: cookie === null ? {} : { cookie: cookie.split(';')[0] ?? '' },
    ...(body && { body: JSON.stringify(body) }),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are whatever the test asked for
  return { status: response.status, body: (await response.json()) as any };
};
