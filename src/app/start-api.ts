import type { DataSource } from 'typeorm';
import { createAuthenticator, createVerifier, organisationsIn } from '../modules/identity/index.ts';
import { supplierExists } from '../modules/suppliers/index.ts';
import type { Config } from '../platform/config/config.ts';
import { sql } from '../platform/db/sql.ts';
import { collectPool } from '../platform/db/pool-metrics.ts';
import type { PubSub } from '../platform/pubsub/pubsub.ts';
import { createRateLimiter } from '../platform/rate-limit/rate-limiter.ts';
import type { Logger } from '../platform/telemetry/logger.ts';
import { Metrics } from '../platform/telemetry/metrics.ts';
import { isMigrated } from './database.ts';
import { once } from './graphql/health.ts';
import { createSchema } from './graphql/schema.ts';
import { type RunningServer, startServer } from './graphql/server.ts';
import { addIde } from './ide/ide.ts';

export interface ApiParts {
  readonly config: Config;
  readonly db: DataSource;
  readonly pubsub: PubSub;
  /** Those of the process; of this part alone when absent. */
  readonly metrics?: Metrics;
  /** Where callers' budgets are shared; in this process alone when absent. */
  readonly redisUrl?: string | undefined;
  /** Keeps installations that share a Redis apart. */
  readonly name?: string;
  readonly log: Logger;
}

/** Starts the API on the configured host and port. It needs the database alone: while Redis is away, mutations are taken all the same. */
export async function startApi(parts: ApiParts): Promise<RunningServer> {
  const { config, db, pubsub, metrics = new Metrics(), redisUrl, name = 'rfq', log } = parts;
  collectPool(metrics, 'api', db);
  const limiter = await createRateLimiter(
    { redisUrl, name, pointsPerMinute: config.RATE_LIMIT_POINTS_PER_MINUTE },
    log,
  );
  const server = await startServer({
    gate: {
      schema: createSchema(),
      limiter,
      maxCost: config.MAX_QUERY_COST,
      openIntrospection:
        (config.INTROSPECTION ?? (config.NODE_ENV === 'production' ? 'partners' : 'everyone')) === 'everyone',
    },
    db,
    pubsub,
    verify: createAuthenticator(
      db,
      await createVerifier({ config, organisations: organisationsIn(db, (id) => supplierExists(db, id)) }),
    ),
    checks: {
      database: { required: true, ask: async () => (await sql(db, 'select 1')).length === 1 },
      migrations: { required: true, ask: once(() => isMigrated(db)) },
      messages: { required: false, ask: () => pubsub.ping() },
    },
    metrics,
    metricsToken: config.METRICS_TOKEN,
    subscriptions: {
      pollMs: config.SUBSCRIPTION_POLL_MS,
      keepAliveMs: config.SUBSCRIPTION_KEEPALIVE_MS,
      perConnection: config.SUBSCRIPTIONS_PER_CONNECTION,
      perCaller: config.SUBSCRIPTIONS_PER_CALLER,
    },
    host: config.HOST,
    port: config.PORT,
    log,
    addDevelopmentRoutes: config.NODE_ENV === 'production' ? undefined : (app) => addIde(app, { config, db }),
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      limiter.close();
    },
  };
}
