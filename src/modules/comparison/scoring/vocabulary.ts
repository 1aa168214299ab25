/** How quotes are put in order. The lists here are the source of the schema's enums and their descriptions. */
export const RANKING_METHODS = {
  LOWEST_LANDED_COST: 'The lowest landed cost first.',
  WEIGHTED_SUM: 'The highest weighted sum of the criteria first, each between its published bounds.',
  QUALITY_ADJUSTED_COST:
    'The lowest landed cost first after each criterion has added its surcharge for falling short.',
  TOPSIS: 'The nearest to the published ideal and the farthest from the published worst first.',
} as const;
export type RankingMethod = keyof typeof RANKING_METHODS;

export const COST_COMPONENTS = {
  GOODS: 'The price of the ordered quantity.',
  FIXED_CHARGE: 'A charge of the supplier that does not depend on the quantity, such as tooling.',
  MINIMUM_ORDER_TOP_UP: 'What is missing to the supplier’s minimum order value.',
  PAYMENT_TERMS: 'What paying later, or early at a discount, is worth: the present value less the price.',
  ORIGIN: 'Handling and export clearance in the country of origin.',
  MAIN: 'The main carriage.',
  INSURANCE: 'Insurance of 110 % of the CIF value.',
  DESTINATION: 'Handling and delivery in the country of destination.',
  DUTY: 'Import duty.',
  LEAD_TIME: 'What waiting for the delivery costs.',
} as const;
export type CostComponent = keyof typeof COST_COMPONENTS;

export const GAP_CODES = {
  LINE_NOT_PRICED:
    'The line is not priced as asked: it was left out, declined, or answered with something else.',
  BELOW_FIRST_TIER: 'The quantity lies below the first price tier and no unit price covers it.',
  CAPACITY_EXCEEDED: 'The quantity is more than the supplier can deliver.',
  UNIT_MISMATCH: 'The quote’s unit cannot be converted into the asked one.',
  FX_RATE_MISSING: 'No exchange rate is known for a currency.',
  PAYMENT_SCHEDULE_INVALID: 'The instalments do not add up to 100 percent.',
  NO_SHIP_FROM: 'The country shipped from is not known, and freight or duty depends on it.',
  NO_ORIGIN_RATE: 'No rate for handling at the origin is known.',
  NO_FREIGHT_RATE: 'No freight rate is known.',
  NO_INSURANCE_RATE: 'No insurance rate is known.',
  NO_DESTINATION_RATE: 'No rate for handling at the destination is known.',
  NO_WEIGHT: 'The rate is per kilogram, and the line’s weight is not known.',
  NO_VOLUME: 'The rate is per cubic metre, and the line’s volume is not known.',
  NO_HS_CODE: 'The goods’ HS code is not known, and the duty depends on it.',
  NO_DUTY_RATE: 'No duty rate is known.',
  CUSTOMS_VALUE_NEGATIVE: 'The logistics rates that the price is said to include exceed the price.',
  NO_CRITERION_VALUE: 'A value that the ranking needs has not been given.',
} as const;
export type GapCode = keyof typeof GAP_CODES;

export const COMPARISON_FLAGS = {
  PARETO_EFFICIENT: 'No other ranked quote is at least as good in everything and better in something.',
  ABNORMALLY_LOW:
    'Far cheaper than the others: at least 40 % below their mean, or the lowest and at least 30 % below the next.',
} as const;
export type ComparisonFlagCode = keyof typeof COMPARISON_FLAGS;

export const STANDINGS = {
  RANKED: 'Complete and comparable.',
  GAPS: 'Complete, but something needed for its landed cost is not known.',
  PARTIAL: 'Does not price every line as asked.',
  DISQUALIFIED: 'Out of the running.',
} as const;
export type Standing = keyof typeof STANDINGS;
