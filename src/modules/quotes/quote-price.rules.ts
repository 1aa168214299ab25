import type { ErrorPath } from '../../platform/kernel/domain-error.ts';
import { type Fixed, fixed } from '../../platform/kernel/fixed.ts';
import type { Problems } from '../../platform/kernel/problems.ts';
import type { PriceTierInput, QuoteLineInput } from './quote-line-input.type.ts';
import { MAX_ITEMS, MAX_PRICE, MAX_QUANTITY } from './quote-terms.rules.ts';
import { type BidType, isPriced } from './quote.rules.ts';

/** A price of 0 is a price: samples and spares are given away. */
export function checkPrices(
  problems: Problems,
  path: ErrorPath,
  bidType: BidType,
  input: QuoteLineInput,
): void {
  const tiers = input.tiers ?? [];
  if (input.unitPrice)
    problems.decimal([...path, 'unitPrice'], input.unitPrice, { from: '0', to: MAX_PRICE });
  problems.count([...path, 'tiers'], tiers, 0, MAX_ITEMS);
  checkTiers(problems, [...path, 'tiers'], tiers.slice(0, MAX_ITEMS));
  const priced = Boolean(input.unitPrice) || tiers.length > 0;
  if (isPriced(bidType) && !priced)
    problems.add(
      [...path, 'unitPrice'],
      `Give a unit price or price tiers; without them answer DECLINE or UNABLE.`,
    );
  if (!isPriced(bidType) && priced)
    problems.add(
      [...path, input.unitPrice ? 'unitPrice' : 'tiers'],
      `An answer of ${bidType} carries no price.`,
    );
}

function checkTiers(problems: Problems, path: ErrorPath, tiers: readonly PriceTierInput[]): void {
  let previous: Fixed | null = null;
  tiers.forEach((tier, index) => {
    problems.decimal([...path, index, 'unitPrice'], tier.unitPrice, { from: '0', to: MAX_PRICE });
    problems.decimal([...path, index, 'fromQuantity'], tier.fromQuantity, { above: '0', to: MAX_QUANTITY });
    const from = fixed(tier.fromQuantity);
    if (previous !== null && from <= previous)
      problems.add(
        [...path, index, 'fromQuantity'],
        'Each tier must start at a larger quantity than the one before.',
      );
    previous = from;
  });
}
