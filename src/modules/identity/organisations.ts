import type { Db } from '../../platform/db/sql.ts';
import { findBuyers } from './buyer.queries.ts';
import { findPartners } from './partner.queries.ts';

/** Which organisations exist: a token may name any, and only those that do let their people in. */
export interface Organisations {
  /** The partner that a buyer belongs to; `null` for an unknown buyer. */
  readonly partnerOfBuyer: (buyerId: string) => Promise<string | null>;
  readonly hasPartner: (partnerId: string) => Promise<boolean>;
  readonly hasSupplier: (supplierId: string) => Promise<boolean>;
}

/** How long a found organisation is taken to exist still. */
const FOUND_TTL_MS = 60_000;
const MAX_REMEMBERED = 10_000;

/**
 * Looks organisations up in the database and remembers those found for a minute, since every request asks.
 * Suppliers are a later room's, so how to look for one is given.
 */
export function organisationsIn(
  db: Db,
  hasSupplier: (supplierId: string) => Promise<boolean>,
  nowMs: () => number = Date.now,
): Organisations {
  const partnerOfBuyer = remember(async (id) => (await findBuyers(db, [id]))[0]?.partnerId ?? null, nowMs);
  const partner = remember(async (id) => (await findPartners(db, [id]))[0]?.id ?? null, nowMs);
  const supplier = remember(async (id) => ((await hasSupplier(id)) ? id : null), nowMs);
  return {
    partnerOfBuyer,
    hasPartner: async (id) => (await partner(id)) !== null,
    hasSupplier: async (id) => (await supplier(id)) !== null,
  };
}

type LookUp = (id: string) => Promise<string | null>;

/** Remembers what was found, not what was missing: a new organisation is let in at once. */
function remember(lookUp: LookUp, nowMs: () => number): LookUp {
  const found = new Map<string, { readonly value: string; readonly untilMs: number }>();
  return async (id) => {
    const known = found.get(id);
    if (known && known.untilMs > nowMs()) return known.value;
    found.delete(id);
    const value = await lookUp(id);
    if (value === null) return null;
    const oldest = found.keys().next().value;
    if (found.size >= MAX_REMEMBERED && oldest !== undefined) found.delete(oldest);
    found.set(id, { value, untilMs: nowMs() + FOUND_TTL_MS });
    return value;
  };
}
