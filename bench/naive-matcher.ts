import { Any, ArrayOverlap, type DataSource } from 'typeorm';
import type { Candidate } from '../src/modules/matching/engine/candidate.ts';
import { Selection } from '../src/modules/matching/engine/selection.ts';
import type { TellingWord } from '../src/modules/matching/engine/telling-words.ts';
import type { CandidateQuery } from '../src/modules/matching/candidates.queries.ts';
import { readMatchRequest } from '../src/modules/matching/match-request.queries.ts';
import { findRfqLines, findRfqs } from '../src/modules/rfqs/index.ts';
import {
  SupplierCategoryEntity,
  SupplierEntity,
  SupplierMatchEntity,
  SupplierOverlayEntity,
  SupplierTrackEntity,
} from '../src/modules/suppliers/index.ts';

/**
 * The baseline: finds whoever serves a category by the same index, loads them and all that hangs off them as
 * entities by `find`, and filters in JavaScript. Scores by the same engine, so it must select the same suppliers.
 */
export async function matchNaively(db: DataSource, rfqId: string, places: number): Promise<Selection> {
  const [rfq] = await findRfqs(db, 'engine', [rfqId]);
  if (!rfq) throw new Error(`there is no request ${rfqId}`);
  const { request, query } = await readMatchRequest(db, rfq, await findRfqLines(db, [rfqId]));
  const matches = await db.getRepository(SupplierMatchEntity).findBy({ tags: ArrayOverlap([...query.tags]) });
  const ids = matches.map((match) => match.supplierId);
  const suppliers = await db.getRepository(SupplierEntity).findBy({ id: Any(ids) });
  const categories = await db.getRepository(SupplierCategoryEntity).findBy({ supplierId: Any(ids) });
  const tracks = await db.getRepository(SupplierTrackEntity).findBy({ supplierId: Any(ids) });
  const overlays = await db
    .getRepository(SupplierOverlayEntity)
    .findBy({ supplierId: Any(ids), partnerId: query.partnerId });

  const matchOf = new Map(matches.map((match) => [match.supplierId, match]));
  const trackOf = new Map(tracks.map((track) => [track.supplierId, track]));
  const overlayOf = new Map(overlays.map((overlay) => [overlay.supplierId, overlay]));
  const categoriesOf = new Map<string, number>();
  for (const { supplierId } of categories)
    categoriesOf.set(supplierId, (categoriesOf.get(supplierId) ?? 0) + 1);
  const selection = new Selection(request, places);
  for (const supplier of suppliers) {
    const match = matchOf.get(supplier.id);
    if (!match) continue;
    selection.consider({
      ...known(supplier, query),
      ...wordsIn(match.search, query.words),
      ...history(trackOf.get(supplier.id)),
      standing: (overlayOf.get(supplier.id)?.standing ?? null) as Candidate['standing'],
      tags: match.tags,
      categories: categoriesOf.get(supplier.id) ?? 0,
    });
  }
  return selection;
}

type Known = Pick<
  Candidate,
  | 'supplierId'
  | 'active'
  | 'optedOut'
  | 'shipsThere'
  | 'holdsCertifications'
  | 'reachesMinimumOrder'
  | 'country'
  | 'rating'
>;

function known(supplier: SupplierEntity, query: CandidateQuery): Known {
  const worth = query.worth.find(({ currency }) => currency === supplier.minimumOrderCurrency);
  return {
    supplierId: supplier.id,
    active: supplier.state === 'ACTIVE',
    optedOut: supplier.optedOut,
    shipsThere: supplier.shipsTo?.includes(query.country) ?? null,
    holdsCertifications: query.requiredCertifications.every((name) => supplier.certifications.includes(name)),
    reachesMinimumOrder:
      supplier.minimumOrderAmount === null ||
      (worth ? Number(supplier.minimumOrderAmount) <= Number(worth.amount) : null),
    country: supplier.country,
    rating: supplier.rating === null ? null : Number(supplier.rating),
  };
}

/** Which of the telling words a `tsvector`, as text, holds. */
function wordsIn(search: string, words: readonly TellingWord[]): Pick<Candidate, 'wordWeight' | 'words'> {
  const held = words.filter(({ word }) => search.includes(`'${word.replaceAll("'", "''")}'`));
  return {
    wordWeight: held.reduce((sum, { weight }) => sum + weight, 0),
    words: held
      .slice(0, 3)
      .map(({ word }) => word)
      .join(', '),
  };
}

const history = (track: SupplierTrackEntity | undefined) => ({
  invited: track?.invited ?? 0,
  quoted: track?.quoted ?? 0,
  declined: track?.declined ?? 0,
  unanswered: track?.unanswered ?? 0,
});
