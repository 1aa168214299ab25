import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { buildSchema } from 'graphql';
import { openDatabase } from '../src/app/database.ts';
import { startApi } from '../src/app/start-api.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { createInProcessPubSub } from '../src/platform/pubsub/in-process.ts';
import { createLogger } from '../src/platform/telemetry/logger.ts';
import type { ServerTask } from './graphql-servers.ts';

/** The engine's own API, as in production but for who signs its tokens. */
async function startOurs(env: Readonly<Record<string, string>>): Promise<string> {
  const config = readConfig(env);
  const log = createLogger('warn', 'rfq-bench');
  const db = await openDatabase(
    { url: config.DATABASE_URL ?? '', poolSize: 10, applicationName: 'rfq-bench', statementTimeoutMs: 5_000 },
    log,
  );
  return (await startApi({ config, db, pubsub: createInProcessPubSub(), log })).url;
}

/** What Apollo alone costs: the same schema, and the answer in memory, where it is found without any resolver. */
async function startBare(dataFile: string): Promise<string> {
  const [text, data] = await Promise.all([readFile('schema.graphql', 'utf8'), readFile(dataFile, 'utf8')]);
  const apollo = new ApolloServer({
    schema: buildSchema(text),
    rootValue: JSON.parse(data) as object,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const app = fastify();
  app.route({ url: '/graphql', method: ['GET', 'POST', 'OPTIONS'], handler: fastifyApolloHandler(apollo) });
  return `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
}

const task = JSON.parse(process.argv[2] ?? '') as ServerTask;
process.send?.(await (task.name === 'ours' ? startOurs(task.env) : startBare(task.dataFile)));
process.once('disconnect', () => process.exit());
