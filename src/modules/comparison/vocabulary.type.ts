import { registerEnumType } from 'type-graphql';
import { COMPARISON_FLAGS, COST_COMPONENTS, GAP_CODES, STANDINGS } from './scoring/index.ts';

/** Makes an enum of the schema from a list of codes with their meanings. */
function enumOf<Code extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Code, string>>,
): { readonly [Value in Code]: Value } {
  const entries = Object.entries<string>(meanings);
  const values = Object.fromEntries(entries.map(([code]) => [code, code])) as { [Value in Code]: Value };
  const valuesConfig = Object.fromEntries(entries.map(([code, meaning]) => [code, { description: meaning }]));
  registerEnumType<typeof values>(values, {
    name,
    description,
    valuesConfig: valuesConfig as { [Value in Code]: { description: string } },
  });
  return values;
}

export const CostComponent = enumOf(
  'CostComponent',
  'What a part of the landed cost is for. Prices are net of VAT and sales tax.',
  COST_COMPONENTS,
);

export const ComparisonGapCode = enumOf(
  'ComparisonGapCode',
  'What is missing for a quote to be compared.',
  GAP_CODES,
);

export const ComparisonFlagCode = enumOf(
  'ComparisonFlagCode',
  'What is worth knowing of a ranked quote beside its rank.',
  COMPARISON_FLAGS,
);

export const ComparisonStanding = enumOf(
  'ComparisonStanding',
  'Whether a quote has a rank, and if not, why.',
  STANDINGS,
);
