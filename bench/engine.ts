import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrate, openDatabase } from '../src/app/database.ts';
import { startPostgres } from '../src/app/embedded/postgres.ts';
import { findRedisServer, startRedis } from '../src/app/embedded/redis.ts';
import { seedCatalog, seedDemoRates } from '../src/modules/catalog/index.ts';
import { seedIdentity } from '../src/modules/identity/index.ts';
import { DEMO_SEED, seedSuppliers } from '../src/modules/suppliers/index.ts';
import { createLogger, type Logger } from '../src/platform/telemetry/logger.ts';

/** As in production: what is acknowledged is on disk. The rest is what `docs` and the reach of each subject were set with. */
const SETTINGS = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '2GB',
  max_wal_size: '8GB',
} as const;

/** A database of a subject's own. */
export interface BenchDatabase {
  readonly url: string;
  readonly db: DataSource;
  /** Another set of connections to it. */
  open(connections: number): Promise<DataSource>;
  drop(): Promise<void>;
}

/** The services that every subject is measured on. */
export interface BenchEngine {
  /** How many suppliers the pool has. */
  readonly poolSize: number;
  readonly redisUrl: string | undefined;
  /** For files, gone at the end. */
  readonly dir: string;
  readonly log: Logger;
  readonly postgresVersion: string;
  /** `pool` has the suppliers; `vocabulary` has all but them. */
  clone(template: 'pool' | 'vocabulary'): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

/** Starts durable but temporary services and fills the templates through the engine's own seeds. */
export async function startBenchEngine(
  poolSize: number,
  say: (message: string) => void,
): Promise<BenchEngine> {
  const dir = await mkdtemp(join(tmpdir(), 'rfq-bench-'));
  const log = createLogger('warn', 'rfq-bench');
  const quiet = () => {};
  const postgres = await startPostgres({
    dataDir: join(dir, 'postgres'),
    database: 'vocabulary',
    temporary: true,
    settings: SETTINGS,
    log: quiet,
  });
  const redis = (await findRedisServer())
    ? await startRedis({ dataDir: join(dir, 'redis'), temporary: true, log: quiet })
    : null;
  const urlOf = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  const open = (name: string, connections: number) =>
    openDatabase(
      { url: urlOf(name), poolSize: connections, applicationName: 'rfq-bench', statementTimeoutMs: 0 },
      log,
    );
  const admin = async (text: string) => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      return (await client.query<Record<string, string>>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const copy = (from: string, to: string) =>
    admin(`create database ${to} template ${from} strategy file_copy`);

  const vocabulary = await open('vocabulary', 2);
  await migrate(vocabulary);
  await seedIdentity(vocabulary);
  await seedCatalog(vocabulary);
  await seedDemoRates(vocabulary);
  await vocabulary.query('vacuum analyze');
  await vocabulary.destroy();
  await copy('vocabulary', 'pool');
  await seedPool(await open('pool', 2), poolSize, say);

  let clones = 0;
  return {
    poolSize,
    dir,
    log,
    redisUrl: redis?.url,
    postgresVersion: (await admin('show server_version'))[0]?.['server_version'] ?? '',
    async clone(template) {
      clones += 1;
      const name = `bench_${clones}`;
      await copy(template, name);
      const db = await open(name, 10);
      return {
        db,
        url: urlOf(name),
        open: (connections) => open(name, connections),
        async drop() {
          await db.destroy();
          await admin(`drop database ${name} with (force)`);
        },
      };
    },
    async stop() {
      await redis?.stop();
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function seedPool(pool: DataSource, poolSize: number, say: (message: string) => void): Promise<void> {
  const startedAt = performance.now();
  await seedSuppliers(pool, { count: poolSize, seed: DEMO_SEED });
  await pool.query('vacuum analyze'); // else autovacuum would do it in the middle of some measurement
  await pool.destroy();
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`${poolSize.toLocaleString('en')} suppliers seeded in ${seconds.toFixed(1)} s`);
}
