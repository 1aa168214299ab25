import Big from 'big.js';
import { isCountryCode, isCurrencyCode } from '../../platform/graphql/scalars.ts';
import type { Bid, Tender, TenderBids } from './tender-format.ts';

const DAY_MS = 86_400_000;

/** What the file leaves open and the one who plays it fills in. */
export interface TenderDefaults {
  readonly currency: string;
  readonly country: string;
  readonly closesAt: Date;
  /** Whether the catalog has a category; the others are matched by their text. */
  readonly hasCategory: (scheme: string, code: string) => boolean;
  /** Whether a unit of this code exists; the others become `ZZ` with their text. */
  readonly hasUnit: (code: string) => boolean;
}

/** A JSON number as plain decimal text, without an exponent, at most six decimals. */
export const decimalText = (value: number): string => new Big(value).round(6, Big.roundHalfUp).toFixed();

/** A published tender as the input of `postRfq`, with `invite` as the suppliers that are asked in any case. */
export function rfqInputOf(
  tender: Tender,
  defaults: TenderDefaults,
  invite: readonly string[],
): Record<string, unknown> {
  const categoryOf = (given: { scheme: string; code: string } | null | undefined) =>
    given && defaults.hasCategory(given.scheme, given.code)
      ? { scheme: given.scheme, code: given.code }
      : undefined;
  return {
    title: tender.title.slice(0, 300),
    description: tender.description?.slice(0, 20_000) ?? undefined,
    currency: tender.currency && isCurrencyCode(tender.currency) ? tender.currency : defaults.currency,
    deliverTo: {
      country:
        tender.delivery_country && isCountryCode(tender.delivery_country)
          ? tender.delivery_country
          : defaults.country,
      place: tender.region ?? undefined,
    },
    closesAt: defaults.closesAt.toISOString(),
    lines: tender.items.map((item) => ({
      category: categoryOf(item.classification) ?? categoryOf(tender.classification),
      description: (item.description?.trim() || tender.title).slice(0, 4_000),
      quantity: quantityOf(item, defaults),
      ...(item.classification && {
        attributes: [{ name: item.classification.scheme, value: item.classification.code }],
      }),
    })),
    reach: { maxInvitations: Math.max(1, invite.length), invite },
    idempotencyKey: `tender-${tender.id}-${defaults.closesAt.getTime()}`.slice(0, 200),
  };
}

function quantityOf(item: Tender['items'][number], defaults: TenderDefaults): Record<string, string> {
  const value = decimalText(item.quantity ?? 1);
  if (item.unit_rec20 && defaults.hasUnit(item.unit_rec20)) return { value, unit: item.unit_rec20 };
  return { value, unit: 'ZZ', unitText: item.unit?.trim() || 'unit' };
}

/** A published bid as the input of `submitQuote`: prices delivered, duty paid, as lettings ask for them. */
export function quoteInputOf(
  bid: Bid,
  bids: TenderBids,
  invitationId: string,
  country: string,
  lineIds: readonly string[],
): Record<string, unknown> {
  return {
    invitationId,
    currency: bids.currency,
    incoterm: 'DDP',
    incotermPlace: country,
    shipFrom: country,
    validUntil: new Date(Date.now() + 180 * DAY_MS).toISOString(),
    leadTimeDays: 30,
    lines: bid.unit_prices.flatMap((price, index) =>
      price === null ? [] : [{ lineId: lineIds[index], unitPrice: decimalText(price) }],
    ),
  };
}
