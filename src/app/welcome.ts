import type { DataSource } from 'typeorm';
import type { Issuer } from '../modules/identity/index.ts';
import { sql } from '../platform/db/sql.ts';

export interface WelcomeParts {
  readonly url: string;
  readonly issuer: Issuer;
  readonly db: DataSource;
  readonly queue: string;
  readonly buyerId: string;
  readonly partnerId: string;
}

/** Prints where the engine is, tokens for every role, and three operations to paste. */
export async function printWelcome(parts: WelcomeParts): Promise<void> {
  const { url, issuer, buyerId, partnerId } = parts;
  const suppliers = await sql<{ id: string; name: string }>(
    parts.db,
    `select id, name from supplier where state = 'ACTIVE' and not opted_out order by source_ref nulls last, id limit 2`,
  );
  const token = async (role: 'BUYER' | 'SUPPLIER' | 'PARTNER' | 'OPERATOR', org?: string) =>
    (await issuer.issue({ role, org, user: 'demo' })).token;
  const rows: [string, string][] = [['a buyer', await token('BUYER', buyerId)]];
  for (const supplier of suppliers)
    rows.push([`supplier ${supplier.name}`, await token('SUPPLIER', supplier.id)]);
  rows.push(['the partner', await token('PARTNER', partnerId)], ['the operator', await token('OPERATOR')]);
  const buyer = rows[0]?.[1] ?? '';
  const deadline = new Date(Date.now() + 7 * 86_400_000).toISOString();
  console.log(`
rfq-engine is ready:  ${url}      (queue: ${parts.queue})

Development tokens, valid for a day (more: npm run token -- --help):
${rows.map(([who, text]) => `  ${who}\n    ${text}`).join('\n')}

Three operations to paste:

1. Post a request for 500 stainless brackets
curl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${buyer}' -d '${body(POST, {
    input: {
      title: '500 stainless brackets',
      currency: 'EUR',
      deliverTo: { country: 'DE', place: 'Hamburg' },
      closesAt: deadline,
      lines: [
        {
          category: { code: '44530000' },
          description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
          quantity: { value: '500', unit: 'C62' },
          unitWeight: { value: '0.12', unit: 'KGM' },
        },
      ],
      idempotencyKey: 'first-request',
    },
  })}'

2. See who was asked, and why
curl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${buyer}' -d '${body(MATCHING, {})}'

3. What one supplier sees
curl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${rows[1]?.[1] ?? ''}' -d '${body(INBOX, {})}'

The whole job in one go:  npm run demo        Stop with Ctrl-C.
`);
}

const body = (query: string, variables: object): string => JSON.stringify({ query, variables });

const POST =
  'mutation ($input: PostRfqInput!) { postRfq(input: $input) { rfq { id number state } userErrors { code path message } } }';
const MATCHING =
  '{ rfqs(first: 1) { nodes { number title matching { candidates selected funnel { reason count } } invitations(first: 3) { totalCount nodes { score supplier { name country } reasons { code contribution detail } } } } } }';
const INBOX =
  '{ viewer { supplier { name } invitations(first: 5) { totalCount nodes { id state rfq { title closesAt } } } } }';
