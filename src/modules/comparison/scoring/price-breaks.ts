import { add, ceilTo, max, mul, mulDiv, ONE, sub, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { PriceTier, QuotedLine } from './comparison-input.ts';

/** The part of a quoted line that says what which quantity costs; quantities in the quote's unit. */
export type PriceOffer = Pick<
  QuotedLine,
  'unitPrice' | 'priceBaseQuantity' | 'tiers' | 'tierKind' | 'minimumOrderQuantity' | 'packSize'
>;

/** A quantity that could be ordered and its price in the quote's currency. */
export interface Candidate {
  readonly quantity: Fixed;
  readonly price: Fixed;
}

/** The smallest orderable quantity that is not below `quantity`: minimum order quantity first, then whole packs. */
export function orderable(offer: PriceOffer, quantity: Fixed): Fixed {
  const enough = offer.minimumOrderQuantity === null ? quantity : max(quantity, offer.minimumOrderQuantity);
  return offer.packSize === null ? enough : ceilTo(enough, offer.packSize);
}

/**
 * The quantities worth considering, ascending, each priced: what covers the asked one, and every later tier's
 * threshold made orderable. Incremental tiers never make more cost less, so the first is enough for them.
 * Where the asked quantity itself has no price the list starts with the first that has one.
 */
export function candidates(offer: PriceOffer, asked: Fixed): readonly Candidate[] {
  const tiers = ascending(offer.tiers);
  const found: Candidate[] = [];
  let quantity = orderable(offer, asked);
  const price = priceAt(offer, tiers, quantity);
  if (price !== null) found.push({ quantity, price });
  if (price !== null && offer.tierKind === 'INCREMENTAL') return found;
  for (const tier of tiers) {
    if (tier.fromQuantity <= quantity) continue;
    quantity = orderable(offer, tier.fromQuantity);
    found.push({ quantity, price: priceAt(offer, tiers, quantity)! });
  }
  return found;
}

/** The price of exactly this quantity; null where it lies below the first tier and no unit price covers it. */
export function priceOf(offer: PriceOffer, quantity: Fixed): Fixed | null {
  return priceAt(offer, ascending(offer.tiers), quantity);
}

/**
 * All-units: every unit at the price of the tier reached. Incremental: each tier's price for what lies beyond
 * its threshold, the first price from zero on – so the price is continuous, whatever the unit.
 */
function priceAt(offer: PriceOffer, tiers: readonly PriceTier[], quantity: Fixed): Fixed | null {
  let unitPrice = offer.unitPrice;
  let from = ZERO;
  let before = ZERO;
  for (const tier of tiers) {
    if (tier.fromQuantity > quantity) break;
    if (offer.tierKind === 'INCREMENTAL') {
      before = add(before, mul(sub(tier.fromQuantity, from), unitPrice ?? tier.unitPrice));
      from = tier.fromQuantity;
    }
    unitPrice = tier.unitPrice;
  }
  if (unitPrice === null) return null;
  if (from === 0n) return mulDiv(quantity, unitPrice, offer.priceBaseQuantity);
  // The products are exact: the division comes last and rounds once.
  return mulDiv(add(before, mul(sub(quantity, from), unitPrice)), ONE, offer.priceBaseQuantity);
}

function ascending(tiers: readonly PriceTier[]): readonly PriceTier[] {
  for (let index = 1; index < tiers.length; index++) {
    if (tiers[index - 1]!.fromQuantity > tiers[index]!.fromQuantity)
      return tiers.toSorted((a, b) => Number(a.fromQuantity - b.fromQuantity));
  }
  return tiers;
}
