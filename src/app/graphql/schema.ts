import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { AwardResolver, InvitationAwardResolver, RfqAwardsResolver } from '../../modules/awards/index.ts';
import { CategoryResolver, FxRateResolver, UnitResolver } from '../../modules/catalog/index.ts';
import {
  ComparisonEntryResolver,
  QuoteComparisonResolver,
  RfqComparisonResolver,
} from '../../modules/comparison/index.ts';
import { BuyerResolver, ViewerResolver } from '../../modules/identity/index.ts';
import {
  InvitationResolver,
  RfqInvitationsResolver,
  ViewerInvitationsResolver,
} from '../../modules/invitations/index.ts';
import {
  MatchingReportResolver,
  RfqMatchingResolver,
  SuppressedSupplierResolver,
} from '../../modules/matching/index.ts';
import {
  InvitationQuoteResolver,
  QuoteLineResolver,
  QuoteResolver,
  QuoteRevisionResolver,
  RfqQuotesResolver,
} from '../../modules/quotes/index.ts';
import { RfqLineResolver, RfqResolver } from '../../modules/rfqs/index.ts';
import {
  SupplierCategoryResolver,
  SupplierResolver,
  ViewerSupplierResolver,
} from '../../modules/suppliers/index.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { NodeResolver } from './node.resolver.ts';

type Resolver = new () => object;

/** Every resolver, in corridor order. */
const resolvers: NonEmptyArray<Resolver> = [
  NodeResolver,
  ViewerResolver,
  BuyerResolver,
  CategoryResolver,
  UnitResolver,
  FxRateResolver,
  SupplierResolver,
  SupplierCategoryResolver,
  ViewerSupplierResolver,
  RfqResolver,
  RfqLineResolver,
  RfqMatchingResolver,
  MatchingReportResolver,
  SuppressedSupplierResolver,
  InvitationResolver,
  RfqInvitationsResolver,
  ViewerInvitationsResolver,
  QuoteResolver,
  QuoteLineResolver,
  QuoteRevisionResolver,
  RfqQuotesResolver,
  InvitationQuoteResolver,
  RfqComparisonResolver,
  QuoteComparisonResolver,
  ComparisonEntryResolver,
  AwardResolver,
  RfqAwardsResolver,
  InvitationAwardResolver,
];

const instances = new Map<unknown, object>();

/** One instance a resolver class; they hold no state. */
function instanceOf(resolver: Resolver): object {
  const known = instances.get(resolver) ?? new resolver();
  instances.set(resolver, known);
  return known;
}

/** Builds the schema from the resolver classes. */
export function createSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers,
    // Commands and rules check input: one way, with paths and messages for people.
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    container: { get: (resolver: Resolver) => instanceOf(resolver) },
  });
}
