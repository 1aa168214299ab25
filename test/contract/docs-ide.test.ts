import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCallers } from '../../src/app/demo-callers.ts';
import { demoSamples } from '../../src/app/ide/demo-samples.ts';
import { startApi } from '../../src/app/start-api.ts';
import { createInProcessPubSub } from '../../src/platform/pubsub/in-process.ts';
import { createLogger } from '../../src/platform/telemetry/logger.ts';
import { addSuppliers } from '../support/build/suppliers.ts';
import { clientOf } from '../support/client.ts';
import { latestEventId, overWebSocket, type Subscription } from '../support/subscriptions.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let origin: string;

beforeAll(async () => {
  world = await startWorld();
  origin = new URL(world.url).origin;
  await addSuppliers(world.db, [{ name: 'Northwind Brackets', country: 'DE', categories: ['CPV:44530000'] }]);
});
afterAll(() => world.stop());

/** The addresses that a page names in `src`, `href` and style sheets' `url()`, as the browser resolves them. */
function addressesIn(text: string, base: string): string[] {
  const baseHref = /<base href="([^"]+)"/.exec(text)?.[1];
  const named = [
    ...text.matchAll(/<(?:script|link|img)\b[^>]*?\s(?:src|href)="([^"]+)"|url\("(?!data:)([^")]+)"\)/g),
  ];
  return named.map(([, tag, style]) => new URL(tag ?? style ?? '', new URL(baseHref ?? base, base)).href);
}

describe('/ide', () => {
  test('loads everything from the API itself, and may load nothing else', async () => {
    const page = await fetch(`${origin}/ide`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);

    const assets = addressesIn(html, page.url);
    expect(assets.length).toBeGreaterThan(10);
    for (const address of assets) {
      expect(new URL(address).origin).toBe(origin);
      const asset = await fetch(address);
      const type = asset.headers.get('content-type') ?? '';
      expect([address, asset.status, type]).toEqual([
        address,
        200,
        expect.stringMatching(/javascript|css|image/),
      ]);
      expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
      if (!type.startsWith('text/css')) continue;
      for (const font of addressesIn(await asset.text(), address)) {
        expect(new URL(font).origin).toBe(origin);
        expect((await fetch(font)).status).toBe(200);
      }
    }
  });

  test('fills in every sample with a token that the API takes', async () => {
    const html = await (await fetch(`${origin}/ide`)).text();
    const tokens = [...html.matchAll(/Bearer ([\w.-]+)/g)].map(([, token = '']) => token);
    expect(tokens.length).toBeGreaterThan(0);
    const samples = demoSamples(await demoCallers(world.config, world.db));
    for (const { title } of samples) expect(html).toContain(title);
    for (const token of new Set(tokens)) {
      const { data } = await clientOf(world.url, token).gql('{ viewer { role } }');
      expect(['BUYER', 'SUPPLIER']).toContain(data.viewer.role);
    }
  });

  test.each([
    '/ide/index.html.map',
    '/ide/..%2findex.js',
    '/ide/%2e%2e%2f%2e%2e%2fpackage.json',
    '/ide/iframe-sandbox/index.html',
  ])('answers 404 for %s', async (path) => {
    expect((await fetch(`${origin}${path}`)).status).toBe(404);
  });

  test('is not there in production', async () => {
    const { publicKey } = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const production = await startApi({
      config: { ...world.config, NODE_ENV: 'production', JWT_PUBLIC_KEY: publicKey },
      db: world.db,
      pubsub: createInProcessPubSub(),
      log: createLogger('silent', 'test'),
    });
    try {
      expect((await fetch(new URL('/livez', production.url))).status).toBe(200);
      expect((await fetch(new URL('/ide', production.url))).status).toBe(404);
      expect((await fetch(new URL('/ide/main.js', production.url))).status).toBe(404);
    } finally {
      await production.stop();
    }
  });
});

test('the sample operations go through in their order, from posting to award', async () => {
  const samples = demoSamples(await demoCallers(world.config, world.db));
  const followed: Subscription[] = [];
  for (const { title, query, variables, token } of samples) {
    if (query.startsWith('subscription')) {
      const { rfqId } = variables as { rfqId: string };
      const afterEventId = await latestEventId(world, rfqId);
      followed.push(overWebSocket(world.url, token).subscribe(query, { rfqId, afterEventId }));
      continue;
    }
    const answer = await clientOf(world.url, token).gql(query, variables);
    expect({ title, errors: answer.errors, problems: userErrorsIn(answer.data) }).toEqual({
      title,
      errors: undefined,
      problems: [],
    });
    expect(JSON.stringify(answer.data)).not.toMatch(/"(?:rfq|comparison|supplier)":null/);
    await world.settle();
  }
  expect(followed).toHaveLength(1);
  const told = (await followed[0]?.take(4)) ?? [];
  expect(told.map(({ data }) => data.rfqActivity.kind)).toEqual([
    'INVITATION_CHANGED',
    'QUOTE_SUBMITTED',
    'CLOSED',
    'AWARD_DECIDED',
  ]);
});

const userErrorsIn = (data: object): unknown[] =>
  Object.values(data).flatMap((value: { userErrors?: unknown[] }) => value.userErrors ?? []);
