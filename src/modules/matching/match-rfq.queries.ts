import type { DataSource } from 'typeorm';
import { findRfqLines, findRfqs, type Reach } from '../rfqs/index.ts';
import { eachCandidate } from './candidates.queries.ts';
import { Selection } from './engine/selection.ts';
import { readMatchRequest } from './match-request.queries.ts';

/**
 * Matches an open RFQ against the pool as it is now; `null` when it is not open (any more). Candidates come from
 * SQL; who is asked, and why, is decided by the engine alone.
 */
export async function matchRfq(db: DataSource, rfqId: string, waveSize: number): Promise<Selection | null> {
  const [rfq] = await findRfqs(db, 'engine', [rfqId]);
  if (rfq?.state !== 'OPEN') return null;
  const { request, query } = await readMatchRequest(db, rfq, await findRfqLines(db, [rfqId]));
  const selection = new Selection(request, placesOf(rfq.reach, waveSize));
  await eachCandidate(db, query, (candidate) => selection.consider(candidate));
  return selection;
}

/** How many suppliers to ask. */
const placesOf = (reach: Reach, waveSize: number): number =>
  reach.everyone ? Infinity : (reach.maxInvitations ?? waveSize);
