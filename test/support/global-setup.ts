import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, openDatabase } from '../../src/app/database.ts';
import { startPostgres } from '../../src/app/embedded/postgres.ts';
import { findRedisServer, startRedis } from '../../src/app/embedded/redis.ts';
import { seedCatalog } from '../../src/modules/catalog/index.ts';
import { seedIdentity } from '../../src/modules/identity/index.ts';
import { createLogger } from '../../src/platform/telemetry/logger.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database with the shared vocabulary and the demo organisations, to be cloned. */
    templateUrl: string;
    /** `null` where this machine has no Redis: tests about Redis are skipped then. */
    redisUrl: string | null;
    /** Keys that sign tokens for the tests. */
    dataDir: string;
  }
}

/** PostgreSQL and Redis for the whole run, on free ports, gone without a trace at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), 'rfq-test-'));
  const log = () => {};
  const postgres = await startPostgres({
    dataDir: join(root, 'postgres'),
    database: 'template_rfq',
    temporary: true,
    log,
  });
  const redis = (await findRedisServer())
    ? await startRedis({ dataDir: join(root, 'redis'), temporary: true, log })
    : null;
  if (!redis)
    console.warn(
      'No redis-server or valkey-server on the PATH: tests about Redis are skipped, the others use the PostgreSQL queue.',
    );

  const db = await openDatabase(
    { url: postgres.url, poolSize: 2, applicationName: 'rfq-test-setup', statementTimeoutMs: 0 },
    createLogger('silent', 'test'),
  );
  await migrate(db);
  await seedIdentity(db);
  await seedCatalog(db);
  await db.destroy();

  project.provide('templateUrl', postgres.url);
  project.provide('redisUrl', redis?.url ?? null);
  project.provide('dataDir', root);
  return async () => {
    await redis?.stop();
    await postgres.stop();
    await rm(root, { recursive: true, force: true });
  };
}
