import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Config } from '../../platform/config/config.ts';
import { demoCallers } from '../demo-callers.ts';
import { type Altair, loadAltair } from './altair.ts';
import { demoSamples } from './demo-samples.ts';

export interface IdeParts {
  readonly config: Config;
  readonly db: DataSource;
}

/** What the page may load: its own files and this API, nothing from anywhere else. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS = {
  'cache-control': 'no-cache',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Serves a GraphQL client at `/ide` that needs no network, with sample operations and development tokens filled
 * in. For development alone: the page gives its tokens to whoever can open it.
 */
export function addIde(app: FastifyInstance, { config, db }: IdeParts): void {
  let loaded: Promise<Altair | null> | undefined;
  // Not before the first visit: the client is a development dependency, and most processes never need it.
  const altair = () => (loaded ??= loadAltair());

  const samples = async () => demoSamples(await demoCallers(config, db));

  app.get('/ide', async (request, reply) => {
    const client = await altair();
    if (!client) return reply.callNotFound();
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({ ...HEADERS, 'content-security-policy': contentSecurityPolicy(nonce) })
      .type('text/html; charset=utf-8')
      .send(
        client.render({
          baseURL: '/ide/',
          cspNonce: nonce,
          ...windows(new URL('/graphql', `${request.protocol}://${request.host}`), await samples()),
        }),
      );
  });

  app.get<{ Params: { '*': string } }>('/ide/*', async (request, reply) => {
    const asset = await altair().then((client) => client?.asset(request.params['*']));
    if (!asset) return reply.callNotFound();
    return reply.headers(HEADERS).type(asset.contentType).send(asset.content);
  });
}

/** One window per sample, in the order to run them; an empty one where there are none. */
function windows(api: URL, samples: ReturnType<typeof demoSamples>) {
  const endpoints = {
    endpointURL: api.href,
    subscriptionsEndpoint: api.href.replace(/^http/, 'ws'),
    initialSubscriptionRequestHandlerId: 'graphql-ws' as const,
  };
  return {
    ...endpoints,
    // Tokens last a day and keys are for one request: what a reload shows must be fresh.
    preserveState: false,
    initialSettings: {
      'schema.reloadOnStart': true,
      'alert.disableUpdateNotification': true,
      'banners.disable': true,
    },
    initialWindows: samples.map(({ title, query, variables, token }) => ({
      ...endpoints,
      initialName: title,
      initialQuery: query,
      initialVariables: JSON.stringify(variables, null, 2),
      initialHeaders: { Authorization: `Bearer ${token}` },
      initialSubscriptionsPayload: { authorization: `Bearer ${token}` },
    })),
  };
}
