import type { DataSource } from 'typeorm';
import { createVerifier, organisationsIn } from '../modules/identity/index.ts';
import { supplierExists } from '../modules/suppliers/index.ts';
import type { Config } from '../platform/config/config.ts';
import { sql } from '../platform/db/sql.ts';
import type { PubSub } from '../platform/pubsub/pubsub.ts';
import type { Logger } from '../platform/telemetry/logger.ts';
import { type RunningServer, startServer } from './graphql/server.ts';

export interface ApiParts {
  readonly config: Config;
  readonly db: DataSource;
  readonly pubsub: PubSub;
  readonly log: Logger;
}

/** Starts the API on the configured host and port. It needs the database alone: while Redis is away, mutations are taken all the same. */
export async function startApi({ config, db, pubsub, log }: ApiParts): Promise<RunningServer> {
  return startServer({
    db,
    pubsub,
    verify: await createVerifier({
      config,
      organisations: organisationsIn(db, (id) => supplierExists(db, id)),
    }),
    checks: {
      database: async () => (await sql(db, 'select 1')).length === 1,
      migrations: async () => !(await db.showMigrations()),
    },
    host: config.HOST,
    port: config.PORT,
    introspection: config.NODE_ENV !== 'production',
    log,
  });
}
