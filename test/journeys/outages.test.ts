import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { migrate, openDatabase } from '../../src/app/database.ts';
import { findFreePort } from '../../src/app/embedded/ports.ts';
import { startPostgres } from '../../src/app/embedded/postgres.ts';
import { startRedis } from '../../src/app/embedded/redis.ts';
import { seedCatalog } from '../../src/modules/catalog/index.ts';
import { seedIdentity } from '../../src/modules/identity/index.ts';
import { createLogger } from '../../src/platform/telemetry/logger.ts';
import { POST_RFQ, rfqInput } from '../support/rfq-input.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWorld, type World } from '../support/world.ts';

const log = () => {};
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'rfq-outage-'));
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function start(options: Parameters<typeof startWorld>[0]): Promise<World> {
  const world = await startWorld(options);
  cleanups.push(() => world.stop());
  return world;
}

describe.skipIf(inject('redisUrl') === null)('while Redis is away', () => {
  test('requests are taken, and worked off once it is back', async () => {
    const port = await findFreePort();
    const options = { dataDir: await folder(), port, password: 'secret', temporary: true, log };
    const first = await startRedis(options);
    const world = await start({ ownRedisUrl: first.url });
    await first.stop();

    const posted = await world.buyer.gql(POST_RFQ, { input: rfqInput() });
    expect(posted.data.postRfq).toMatchObject({ userErrors: [], rfq: { state: 'OPEN' } });

    const second = await startRedis({ ...options, dataDir: await folder() });
    cleanups.splice(-1, 0, () => second.stop());
    await world.settle();
    const { data } = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { matching { candidates } } }', {
      id: posted.data.postRfq.rfq.id,
    });
    expect(data.rfq.matching).not.toBeNull();
  });
});

describe('while PostgreSQL is away', () => {
  test('callers get a clear 503 that leaks nothing, and service comes back by itself', async () => {
    const options = { dataDir: await folder(), database: 'rfq', port: await findFreePort(), log };
    let postgres = await startPostgres(options);
    cleanups.push(() => postgres.stop());
    const db = await openDatabase(
      { url: postgres.url, poolSize: 2, applicationName: 'test', statementTimeoutMs: 0 },
      createLogger('silent', 'test'),
    );
    await migrate(db);
    await seedIdentity(db);
    await seedCatalog(db);
    await db.destroy();
    const world = await start({ ownDatabaseUrl: postgres.url });
    expect((await world.buyer.gql(POST_RFQ, { input: rfqInput() })).status).toBe(200);

    await postgres.stop();
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const refused = await world.buyer.gql(POST_RFQ, { input: rfqInput() });
      expect(refused.status).toBe(503);
      expect(refused.errors?.[0]?.extensions).toEqual({
        code: 'SERVICE_UNAVAILABLE',
        requestId: expect.any(String),
      });
      expect(JSON.stringify(refused)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|postgres|select|insert/i);
    }
    expect((await fetch(world.url.replace('/graphql', '/readyz'))).status).toBe(503);
    expect((await fetch(world.url.replace('/graphql', '/livez'))).status).toBe(200);

    postgres = await startPostgres(options);
    await waitUntil('service to be back', async () => {
      const answer = await world.buyer.gql(POST_RFQ, { input: rfqInput() });
      return answer.status === 200 ? true : `status ${answer.status}`;
    });
    await world.settle();
  });
});
