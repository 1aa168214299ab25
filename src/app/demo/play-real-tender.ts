import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_BUYER_ID, type Issuer } from '../../modules/identity/index.ts';
import { decodeNodeId } from '../../platform/kernel/ids.ts';
import { StartupError } from '../embedded/startup-error.ts';
import { playTender } from '../tenders/play-tender.ts';
import { bidsSchema, readJsonl, type Tender, tenderSchema } from '../tenders/tender-format.ts';
import { ApiClient, httpTransport } from './api-client.ts';
import { sayRanking, type Say } from './print.ts';

const OPEN_MS = 7 * 86_400_000;
const CATEGORY = 'query ($scheme: String!, $code: String!) { category(scheme: $scheme, code: $code) { id } }';
const UNITS =
  'query ($after: String) { units(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { code } } }';

interface UnitsAnswer {
  readonly units: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly { readonly code: string }[];
  };
}

/** Plays a published tender and its bids against a running engine and prints the ranking. Throws when the data has no such tender. */
export async function playRealTender(
  url: string,
  issuer: Issuer,
  dataDir: string,
  id: string,
  say: Say,
): Promise<void> {
  const tendersFile = join(dataDir, 'tenders.jsonl');
  const bidsFile = join(dataDir, 'bids.jsonl');
  if (!existsSync(tendersFile) || !existsSync(bidsFile)) {
    throw new StartupError(
      `${dataDir} has no tenders.jsonl and bids.jsonl: name their folder with --data or RFQ_REAL_DATA.`,
    );
  }
  const tender = await find(readJsonl(tendersFile, tenderSchema), (row) => row.id === id);
  const bids = await find(readJsonl(bidsFile, bidsSchema), (row) => row.tender_id === id);
  if (!tender || !bids) throw new StartupError(`There is no tender ${id} with bids in ${dataDir}.`);

  const client = async (role: 'BUYER' | 'SUPPLIER' | 'OPERATOR', org?: string) =>
    new ApiClient(httpTransport(url, (await issuer.issue({ role, org, user: 'demo' })).token));
  const cast = {
    buyer: await client('BUYER', DEMO_BUYER_ID),
    operator: await client('OPERATOR'),
    supplier: (globalId: string) => client('SUPPLIER', decodeNodeId(globalId)?.key[0] ?? ''),
  };
  say(
    `\n${tender.title}\n${tender.items.length} lines, ${bids.bids.length} bids; awarded by the lowest total.`,
  );
  const categories = await knownCategories(cast.buyer, tender);
  const units = await knownUnits(cast.buyer);
  const country = tender.delivery_country ?? 'US';
  const played = await playTender(cast, tender, bids, {
    currency: bids.currency,
    country,
    closesAt: new Date(Date.now() + OPEN_MS),
    hasCategory: (scheme, code) => categories.has(`${scheme}:${code}`),
    hasUnit: (code) => units.has(code),
  });
  say(`Played as ${played.rfq.number}.`);
  sayRanking(
    say,
    played.entries.map((entry) => ({ ...entry, ledger: [] })),
    played.ratesAsOf,
  );
  say('\n   As published:');
  for (const bid of bids.bids.toSorted((a, b) => a.published_rank - b.published_rank))
    say(`   ${bid.published_rank}. ${bid.bidder}`);
}

async function find<T>(rows: AsyncIterable<T>, matches: (row: T) => boolean): Promise<T | null> {
  for await (const row of rows) if (matches(row)) return row;
  return null;
}

async function knownCategories(client: ApiClient, tender: Tender): Promise<Set<string>> {
  const given = [tender.classification, ...tender.items.map((item) => item.classification)].flatMap(
    (item) => item ?? [],
  );
  const distinct = new Map(given.map((item) => [`${item.scheme}:${item.code}`, item]));
  const known = new Set<string>();
  for (const [key, { scheme, code }] of distinct) {
    const { category } = await client.query<{ category: object | null }>(CATEGORY, { scheme, code });
    if (category) known.add(key);
  }
  return known;
}

async function knownUnits(client: ApiClient): Promise<Set<string>> {
  const codes = new Set<string>();
  for (let after: string | null = null; ;) {
    const { units }: UnitsAnswer = await client.query<UnitsAnswer>(UNITS, { after });
    for (const unit of units.nodes) codes.add(unit.code);
    if (!units.pageInfo.hasNextPage) return codes;
    after = units.pageInfo.endCursor;
  }
}
