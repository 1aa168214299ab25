import { z } from 'zod';
import { publicKeyProblem } from './public-key.ts';

const whole = z.coerce.number('must be a whole number').int('must be a whole number');
const port = whole.min(0, 'must be a port: 0 to 65535').max(65_535, 'must be a port: 0 to 65535');
const positive = whole.positive('must be at least 1');

/** Every setting of every process. The table in the README is checked against it. */
export const settings = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` refuses development keys and requires Redis'),
  HOST: z.string().default('127.0.0.1').describe('address that the API listens on'),
  PORT: port.default(4000).describe('port of the API'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 18; embedded when absent (development only)'),
  DATABASE_POOL_SIZE: positive.default(10).describe('connections per process'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe(
      'Redis 7 or Valkey with `noeviction` and AOF; a local server is started when absent (development only)',
    ),
  QUEUE_PARTITIONS: positive
    .max(64)
    .default(1)
    .describe('hash slots that queues are spread over on a Redis Cluster'),
  WORKER_CONCURRENCY: positive.default(4).describe('jobs a worker process runs at once, per queue'),
  WAVE_SIZE: positive.default(200).describe('suppliers invited to a request that names no number itself'),
  OUTBOX_POLL_MS: positive
    .default(500)
    .describe('longest wait of the relay for new facts when no wake-up arrives (milliseconds)'),
  SWEEP_INTERVAL_MS: positive
    .default(2_000)
    .describe('how often overdue deadlines and lost hints are looked for (milliseconds)'),
  REDISPATCH_AFTER_MS: positive
    .default(30_000)
    .describe('a dispatched fact whose job has not completed by then is dispatched again (milliseconds)'),
  FACT_RETENTION_DAYS: positive
    .default(30)
    .describe(
      'facts that were worked off longer ago are deleted, unless their request is still running; subscribers resume no further back (days)',
    ),
  IDEMPOTENCY_RETENTION_DAYS: positive
    .default(30)
    .describe('how long a key is remembered; keys that created something are remembered for good (days)'),
  SUBSCRIPTION_POLL_MS: positive
    .default(2_000)
    .describe('longest wait of subscribers for new events when no wake-up arrives (milliseconds)'),
  SUBSCRIPTION_KEEPALIVE_MS: positive
    .default(12_000)
    .describe(
      'how often the connections and credentials of subscribers are looked at; one that has not read by the next time is dropped (milliseconds)',
    ),
  SUBSCRIPTIONS_PER_CONNECTION: positive
    .default(50)
    .describe('subscriptions that one WebSocket may have open'),
  SUBSCRIPTIONS_PER_CALLER: positive
    .default(500)
    .describe('subscriptions that one caller may have open, per API process'),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('bearer token that `/metrics` asks for; open to all who reach the port when absent'),
  RATE_LIMIT_POINTS_PER_MINUTE: positive
    .default(1_000_000)
    .describe('points that one organisation may spend in a minute; see docs/decisions/0007'),
  MAX_QUERY_COST: positive.default(20_000).describe('points that one operation may cost'),
  INTROSPECTION: z
    .enum(['everyone', 'partners'])
    .optional()
    .describe(
      'who may ask for the schema; when absent everyone in development, partners and operators in production',
    ),
  JWT_ISSUER: z.string().default('https://rfq-engine.local').describe('required `iss` of tokens'),
  JWT_AUDIENCE: z.string().default('rfq-engine').describe('required `aud` of tokens'),
  JWT_ALGORITHM: z
    .enum(['RS256', 'ES256', 'EdDSA'])
    .default('EdDSA')
    .describe('the one accepted signature algorithm'),
  JWT_MAX_AGE_SECONDS: positive
    .default(86_400)
    .describe('tokens issued longer ago are refused, whatever their `exp` (seconds)'),
  JWKS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where the issuer publishes its public keys; https in production'),
  JWT_PUBLIC_KEY: z
    .string()
    .transform((pem) => pem.replaceAll(String.raw`\n`, '\n'))
    .optional()
    .describe('a public key as PEM, in place of JWKS_URL; line ends may be written `\\n`'),
  DATA_DIR: z.string().default('.data').describe('embedded services and development keys live here'),
  EMBEDDED_POSTGRES_PORT: port
    .optional()
    .describe('port of the embedded PostgreSQL; any free one when absent'),
  EMBEDDED_REDIS_PORT: port
    .optional()
    .describe('port of the Redis that `npm start` starts; any free one when absent'),
  RFQ_REAL_DATA: z
    .string()
    .optional()
    .describe('folder of published tenders and bids, for the demonstration and the tests that use them'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
} as const;

const schema = z.object(settings).superRefine((value, context) => {
  if (value.JWKS_URL && value.JWT_PUBLIC_KEY) {
    context.addIssue({ code: 'custom', path: ['JWKS_URL'], message: 'and JWT_PUBLIC_KEY: set one of them' });
  }
  const keyProblem = value.JWT_PUBLIC_KEY && publicKeyProblem(value.JWT_PUBLIC_KEY, value.JWT_ALGORITHM);
  if (keyProblem) context.addIssue({ code: 'custom', path: ['JWT_PUBLIC_KEY'], message: keyProblem });
  if (value.MAX_QUERY_COST > value.RATE_LIMIT_POINTS_PER_MINUTE) {
    context.addIssue({
      code: 'custom',
      path: ['MAX_QUERY_COST'],
      message: 'must not exceed RATE_LIMIT_POINTS_PER_MINUTE: such an operation would never be admitted',
    });
  }
  if (value.NODE_ENV !== 'production') return;
  for (const name of ['DATABASE_URL', 'REDIS_URL'] as const) {
    if (!value[name])
      context.addIssue({ code: 'custom', path: [name], message: 'is required in production' });
  }
  if (!value.JWKS_URL && !value.JWT_PUBLIC_KEY) {
    context.addIssue({
      code: 'custom',
      path: ['JWKS_URL'],
      message: 'or JWT_PUBLIC_KEY is required in production',
    });
  }
  if (value.JWKS_URL?.startsWith('http:')) {
    context.addIssue({ code: 'custom', path: ['JWKS_URL'], message: 'must be https in production' });
  }
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Settings that no process can start with. Its message lists every problem, one a line. */
export class ConfigError extends Error {
  override readonly name: string = 'ConfigError';
}

/** Reads the environment. Throws one `ConfigError` that lists every problem at once; empty variables count as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`The configuration is not usable:\n${problems.join('\n')}`);
}
