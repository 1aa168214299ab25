/** What the supplier sells of one category, and on which terms. */
export interface PriceRule {
  /** The beginning of the CPV codes that it covers, such as "4453". */
  readonly codes: string;
  /** Unit that it is sold in, by its UN/ECE Rec 20 code. */
  readonly unit: string;
  /** Price of one unit, as text: prices are no floating point numbers. */
  readonly unitPrice: string;
  readonly minimumOrderQuantity?: string;
  readonly packSize?: string;
  readonly tiers?: readonly { readonly fromQuantity: string; readonly unitPrice: string }[];
  readonly leadTimeDays: number;
}

/** How a supplier answers requests. */
export interface Rules {
  readonly currency: string;
  /** Countries that it delivers to, duty paid. */
  readonly deliversTo: readonly string[];
  readonly validForDays: number;
  readonly priceList: readonly PriceRule[];
}

/** The part of a request that the rules look at. */
export interface Asked {
  readonly allowPartialQuotes: boolean;
  readonly deliverTo: { readonly country: string };
  readonly lines: readonly AskedLine[];
}

export interface AskedLine {
  readonly id: string;
  readonly category: { readonly scheme: string; readonly code: string } | null;
  readonly quantity: { readonly value: string; readonly unit: string };
}

export interface OfferedLine {
  readonly lineId: string;
  readonly unitPrice: string;
  readonly minimumOrderQuantity?: string;
  readonly packSize?: string;
  readonly tiers?: { fromQuantity: string; unitPrice: string }[];
}

export type Decision =
  | { readonly quote: { readonly lines: OfferedLine[]; readonly leadTimeDays: number } }
  | {
      readonly decline: 'CANNOT_SHIP' | 'MINIMUM_ORDER' | 'NOT_OUR_PRODUCT';
      readonly comment: string;
    };

/** Decides by the rules alone, so that the same request always gets the same answer. */
export function decide(asked: Asked, rules: Rules): Decision {
  const { country } = asked.deliverTo;
  if (!rules.deliversTo.includes(country))
    return { decline: 'CANNOT_SHIP', comment: `We do not deliver to ${country}.` };
  const known = asked.lines.flatMap((line) => {
    const rule = ruleFor(line, rules.priceList);
    return rule ? [{ line, rule }] : [];
  });
  const sold = known.filter(({ line, rule }) => reachesMinimum(line, rule));
  const [first] = known;
  if (!first || (known.length < asked.lines.length && !asked.allowPartialQuotes))
    return { decline: 'NOT_OUR_PRODUCT', comment: 'Not all of this is in our price list.' };
  if (sold.length === 0 || (sold.length < asked.lines.length && !asked.allowPartialQuotes))
    return {
      decline: 'MINIMUM_ORDER',
      comment: `We deliver from ${first.rule.minimumOrderQuantity ?? '1'} ${first.rule.unit} on.`,
    };
  return {
    quote: {
      lines: sold.map(({ line, rule }) => offer(line, rule)),
      leadTimeDays: Math.max(...sold.map(({ rule }) => rule.leadTimeDays)),
    },
  };
}

const ruleFor = ({ category, quantity }: AskedLine, priceList: readonly PriceRule[]): PriceRule | undefined =>
  priceList.find(
    ({ codes, unit }) =>
      category?.scheme === 'CPV' && category.code.startsWith(codes) && unit === quantity.unit,
  );

const reachesMinimum = ({ quantity }: AskedLine, { minimumOrderQuantity }: PriceRule): boolean =>
  Number(quantity.value) >= Number(minimumOrderQuantity ?? 0);

const offer = (
  { id }: AskedLine,
  { unitPrice, minimumOrderQuantity, packSize, tiers }: PriceRule,
): OfferedLine => ({
  lineId: id,
  unitPrice,
  ...(minimumOrderQuantity !== undefined && { minimumOrderQuantity }),
  ...(packSize !== undefined && { packSize }),
  ...(tiers !== undefined && { tiers: [...tiers] }),
});
