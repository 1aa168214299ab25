import type { Db } from '../../platform/db/sql.ts';
import { ratesAsOf } from '../catalog/index.ts';
import type { RfqLineRecord, RfqRecord } from '../rfqs/index.ts';
import { findAskedCategories } from './asked-categories.queries.ts';
import type { CandidateQuery } from './candidates.queries.ts';
import type { MatchRequest } from './engine/candidate.ts';
import { tellingWords } from './engine/telling-words.ts';
import { topicsOf } from './match-topics.rules.ts';
import { worthOf, type Worth } from './order-worth.rules.ts';
import { findRequestWords } from './request-words.queries.ts';

/** So that the first of a thousand lines do not take all the room for words. */
const WORDS_PER_LINE_LENGTH = 200;

/** Reads what the pool is searched by, and what the engine filters and scores by, for a published RFQ. */
export async function readMatchRequest(
  db: Db,
  rfq: RfqRecord,
  lines: readonly RfqLineRecord[],
): Promise<{ request: MatchRequest; query: CandidateQuery }> {
  const topics = topicsOf(await findAskedCategories(db, lines));
  const text = [
    ...lines.map((line) => line.description.slice(0, WORDS_PER_LINE_LENGTH)),
    rfq.description ?? '',
  ];
  const words = await findRequestWords(db, rfq.title, text.join('\n'));
  const { invite, exclude } = rfq.reach;
  return {
    request: {
      ...topics,
      rfqId: rfq.id,
      country: rfq.deliverToCountry,
      invite: new Set(invite),
      exclude: new Set(exclude),
    },
    query: {
      partnerId: rfq.partnerId,
      country: rfq.deliverToCountry,
      requiredCertifications: rfq.requiredCertifications,
      tags: [...topics.topicsOfTag.keys()],
      words: tellingWords(words),
      textSuffices: topics.textShare > 0,
      invite,
      worth: await findWorth(db, rfq, lines),
    },
  };
}

/** What the RFQ is worth, at the rates of the day on which it was published; empty when it cannot be told. */
async function findWorth(db: Db, rfq: RfqRecord, lines: readonly RfqLineRecord[]): Promise<Worth[]> {
  if (rfq.publishedAt === null || lines.some((line) => line.targetAmount === null)) return [];
  const rates = await ratesAsOf(db, {
    currencies: Intl.supportedValuesOf('currency'),
    target: rfq.currency,
    asOf: rfq.publishedAt.toISOString().slice(0, 10),
  });
  return worthOf(lines, rates);
}
