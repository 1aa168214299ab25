import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import {
  AwardResolver,
  InvitationAwardResolver,
  RfqAwardsResolver,
  TimelineAwardResolver,
} from '../../modules/awards/index.ts';
import {
  CategoryResolver,
  FxRateResolver,
  CountryCurrencyResolver,
  PartnerRatesResolver,
  UnitResolver,
} from '../../modules/catalog/index.ts';
import {
  ComparisonEntryResolver,
  QuoteComparisonResolver,
  RfqComparisonResolver,
} from '../../modules/comparison/index.ts';
import {
  ApiKeyResolver,
  BuyerResolver,
  PartnerApiKeysResolver,
  PartnerBuyersResolver,
  PartnerResolver,
  ViewerResolver,
} from '../../modules/identity/index.ts';
import {
  InvitationReceivedResolver,
  InvitationResolver,
  RfqInvitationsResolver,
  ViewerInvitationsResolver,
  ViewerLatestInvitationResolver,
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
import {
  RfqLineResolver,
  RfqResolver,
  BuyerRfqCountsResolver,
  ViewerRfqCountsResolver,
  RfqTimelineEntryResolver,
  RfqTimelineResolver,
} from '../../modules/rfqs/index.ts';
import {
  PartnerSupplierOverlayResolver,
  SupplierCategoryResolver,
  SupplierResolver,
  SupplierStandingResolver,
  ViewerSupplierResolver,
} from '../../modules/suppliers/index.ts';
import { SAFE_TO_RETRY } from '../../platform/graphql/payload.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { NodeResolver } from './node.resolver.ts';
import { RateLimitResolver } from './rate-limit.resolver.ts';
import { RfqActivityResolver, RfqLatestEventResolver } from './subscriptions/rfq-activity.resolver.ts';

type Resolver = new () => object;

/** Every resolver, in corridor order. */
const resolvers: NonEmptyArray<Resolver> = [
  NodeResolver,
  RateLimitResolver,
  ViewerResolver,
  PartnerResolver,
  BuyerResolver,
  PartnerBuyersResolver,
  ApiKeyResolver,
  PartnerApiKeysResolver,
  CategoryResolver,
  UnitResolver,
  FxRateResolver,
  CountryCurrencyResolver,
  PartnerRatesResolver,
  SupplierResolver,
  SupplierCategoryResolver,
  SupplierStandingResolver,
  PartnerSupplierOverlayResolver,
  ViewerSupplierResolver,
  RfqResolver,
  RfqLineResolver,
  ViewerRfqCountsResolver,
  BuyerRfqCountsResolver,
  RfqTimelineResolver,
  RfqTimelineEntryResolver,
  RfqMatchingResolver,
  MatchingReportResolver,
  SuppressedSupplierResolver,
  InvitationResolver,
  RfqInvitationsResolver,
  ViewerInvitationsResolver,
  InvitationReceivedResolver,
  ViewerLatestInvitationResolver,
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
  TimelineAwardResolver,
  RfqLatestEventResolver,
  RfqActivityResolver,
];

const instances = new Map<unknown, object>();

/** One instance a resolver class; they hold no state. */
function instanceOf(resolver: Resolver): object {
  const known = instances.get(resolver) ?? new resolver();
  instances.set(resolver, known);
  return known;
}

const noTopics: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish: () => {},
  subscribe: (topic) => {
    throw new Error(`nobody publishes ${topic}`);
  },
};

/** Builds the schema from the resolver classes. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    // Commands and rules check input: one way, with paths and messages for people.
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    // Subscriptions follow feeds (`subscribe`) and never this; the library asks for one all the same.
    pubSub: noTopics,
    container: { get: (resolver: Resolver) => instanceOf(resolver) },
  });
  for (const mutation of Object.values(schema.getMutationType()?.getFields() ?? {}))
    mutation.description = `${mutation.description} ${SAFE_TO_RETRY}`;
  return schema;
}
