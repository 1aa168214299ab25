import type { DataSource } from 'typeorm';
import { createIssuer, DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../modules/identity/index.ts';
import type { Config } from '../platform/config/config.ts';
import { sql } from '../platform/db/sql.ts';

export interface WelcomeParts {
  readonly config: Config;
  readonly url: string;
  readonly db: DataSource;
  /** What holds the queue, in words. */
  readonly queue: string;
}

/** Prints where the engine is, tokens for every role, and three operations to paste. */
export async function printWelcome(parts: WelcomeParts): Promise<void> {
  const { url, config } = parts;
  if (config.JWKS_URL || config.JWT_PUBLIC_KEY) {
    console.log(`${readyLine(parts)}\nTokens come from your own issuer.`);
    return;
  }
  const issuer = await createIssuer(config);
  const suppliers = await sql<{ id: string; name: string }>(
    parts.db,
    `select id, name from supplier where state = 'ACTIVE' and not opted_out order by source_ref nulls last, id limit 2`,
  );
  const token = async (role: 'BUYER' | 'SUPPLIER' | 'PARTNER' | 'OPERATOR', org?: string) =>
    (await issuer.issue({ role, org, user: 'demo' })).token;
  const rows: [string, string][] = [['a buyer', await token('BUYER', DEMO_BUYER_ID)]];
  for (const supplier of suppliers)
    rows.push([`supplier ${supplier.name}`, await token('SUPPLIER', supplier.id)]);
  rows.push(
    ['the partner', await token('PARTNER', DEMO_PARTNER_ID)],
    ['the operator', await token('OPERATOR')],
  );
  const buyer = rows[0]?.[1] ?? '';
  console.log(
    [
      readyLine(parts),
      '',
      'Development tokens, valid for a day (more: npm run token -- --help):',
      ...rows.map(([who, text]) => `  ${who}\n    ${text}`),
      '',
      'Three operations to paste:',
      '',
      '1. Post a request for 500 stainless brackets',
      curl(url, buyer, POST, { input: sampleRequest() }),
      '',
      '2. See who was asked, and why',
      curl(url, buyer, MATCHING, {}),
      '',
      '3. What one supplier sees',
      curl(url, rows[1]?.[1] ?? '', INBOX, {}),
      '',
      'The whole job in one go:  npm run demo        Stop with Ctrl-C.',
      '',
    ].join('\n'),
  );
}

const readyLine = ({ url, queue }: WelcomeParts): string =>
  `\nrfq-engine is ready:  ${url}      (queue: ${queue})`;

const curl = (url: string, token: string, query: string, variables: object): string =>
  `curl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${JSON.stringify({ query, variables })}'`;

const sampleRequest = () => ({
  title: '500 stainless brackets',
  currency: 'EUR',
  deliverTo: { country: 'DE', place: 'Hamburg' },
  closesAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  lines: [
    {
      category: { code: '44530000' },
      description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
      quantity: { value: '500', unit: 'C62' },
      unitWeight: { value: '0.12', unit: 'KGM' },
    },
  ],
  idempotencyKey: `first-request-${Date.now()}`,
});

const POST =
  'mutation ($input: PostRfqInput!) { postRfq(input: $input) { rfq { id number state } userErrors { code path message } } }';
const MATCHING =
  '{ rfqs(first: 1) { nodes { number title matching { candidates selected funnel { reason count } } invitations(first: 3) { totalCount nodes { score supplier { name country } reasons { code contribution detail } } } } } }';
const INBOX =
  '{ viewer { supplier { name } invitations(first: 5) { totalCount nodes { id state rfq { title closesAt } } } } }';
