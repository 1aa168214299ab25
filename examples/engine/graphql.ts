import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/** Writes an operation: what it takes and gives is inferred from its text and the engine's schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: {
    CountryCode: string;
    CurrencyCode: string;
    Date: string;
    DateTime: string;
    Decimal: string;
    UnitCode: string;
  };
}>();
