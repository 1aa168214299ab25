import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../modules/identity/index.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { sql } from '../../platform/db/sql.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { ApiClient, localTransport } from '../demo/api-client.ts';
import { createSchema } from '../graphql/schema.ts';
import { type Cast, playTender, type PlayedTender } from './play-tender.ts';
import type { PlayedEngine } from './played-engine.ts';
import { bidsSchema, readJsonl, type Tender, type TenderBids, tenderSchema } from './tender-format.ts';
import type { TenderDefaults } from './tender-input.ts';

const OPEN_MS = 7 * 86_400_000;

/** How the engine ranked one tender's bids, beside the published ranking. Bids are named by their bidders. */
export interface Verdict {
  readonly tenderId: string;
  /** Whether quantity × price reproduces the published order exactly. */
  readonly clean: boolean;
  readonly ranked: readonly string[];
  /** The complete bids in their published order. */
  readonly published: readonly string[];
  /** Bids that leave lines unpriced but were ranked all the same: must be none. */
  readonly rankedPartial: readonly string[];
}

export const isAsPublished = (verdict: Verdict): boolean =>
  verdict.rankedPartial.length === 0 && verdict.ranked.join('\n') === verdict.published.join('\n');

export interface CheckOptions {
  readonly tendersFile: string;
  readonly bidsFile: string;
  readonly limit: number;
  readonly onVerdict: (verdict: Verdict) => void;
}

/** Plays every tender that has bids through the real commands and says how each was ranked. Throws for files that cannot be read. */
export async function checkBids(engine: PlayedEngine, options: CheckOptions): Promise<Verdict[]> {
  const wanted = new Map<string, TenderBids>();
  for await (const bids of readJsonl(options.bidsFile, bidsSchema)) {
    if (wanted.size === options.limit) break;
    wanted.set(bids.tender_id, bids);
  }
  const cast = castOf(engine);
  const defaults = await defaultsOf(engine);
  const verdicts: Verdict[] = [];
  for await (const tender of readJsonl(options.tendersFile, tenderSchema)) {
    const bids = wanted.get(tender.id);
    if (!bids) continue;
    const country = tender.delivery_country ?? 'US';
    const played = await playTender(
      cast,
      tender,
      bids,
      { ...defaults, currency: bids.currency, country },
      engine.settle,
    );
    const verdict = verdictOf(tender, bids, played);
    verdicts.push(verdict);
    options.onVerdict(verdict);
  }
  return verdicts;
}

function verdictOf(tender: Tender, bids: TenderBids, played: PlayedTender): Verdict {
  const complete = new Set(
    bids.bids
      .filter((bid) => tender.items.every((_item, index) => typeof bid.unit_prices[index] === 'number'))
      .map((bid) => bid.bidder),
  );
  const ranked = played.entries
    .filter((entry) => entry.rank !== null)
    .map((entry) => played.bidderOf.get(entry.quote.supplier.id) ?? '?');
  return {
    tenderId: tender.id,
    clean: bids.clean,
    ranked: ranked.filter((bidder) => complete.has(bidder)),
    published: bids.bids
      .filter((bid) => complete.has(bid.bidder))
      .toSorted((a, b) => a.published_rank - b.published_rank)
      .map((bid) => bid.bidder),
    rankedPartial: ranked.filter((bidder) => !complete.has(bidder)),
  };
}

function castOf(engine: PlayedEngine): Cast {
  const schema = createSchema();
  const client = (actor: Actor) => new ApiClient(localTransport(schema, engine.db, actor));
  return {
    buyer: client({ role: 'BUYER', userId: 'check', buyerId: DEMO_BUYER_ID, partnerId: DEMO_PARTNER_ID }),
    operator: client({ role: 'OPERATOR', userId: 'check' }),
    supplier: async (globalId) =>
      client({ role: 'SUPPLIER', userId: 'check', supplierId: keyOf('Supplier', globalId, 1)?.[0] ?? '' }),
  };
}

async function defaultsOf(engine: PlayedEngine): Promise<Omit<TenderDefaults, 'currency' | 'country'>> {
  const categories = new Set(
    (await sql<{ key: string }>(engine.db, `select scheme || ':' || code as key from category`)).map(
      (row) => row.key,
    ),
  );
  const units = new Set(
    (await sql<{ code: string }>(engine.db, 'select code from unit')).map((row) => row.code),
  );
  return {
    closesAt: new Date(Date.now() + OPEN_MS),
    hasCategory: (scheme, code) => categories.has(`${scheme}:${code}`),
    hasUnit: (code) => units.has(code),
  };
}
