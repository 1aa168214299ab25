import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/relay.ts';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';
import { Money } from '../../platform/graphql/values.type.ts';
import { RankingMethod } from '../rfqs/index.ts';
import {
  ComparedLine,
  ComparisonFlag,
  ComparisonGap,
  CriterionScore,
  LedgerItem,
  TierAdvice,
} from './comparison-parts.type.ts';
import type { RfqComparison } from './comparison.queries.ts';
import type { Standing } from './scoring/index.ts';
import { ComparisonStanding } from './vocabulary.type.ts';

@ObjectType({ simpleResolvers: true, description: 'One quote as compared.' })
export class ComparisonEntry {
  @Field(() => Int, {
    nullable: true,
    description: '1 for the winner; null for a quote that is partial, disqualified or lacks something.',
  })
  rank!: number | null;

  @Field(() => ComparisonStanding, { description: 'Whether it is ranked, and if not, why.' })
  standing!: Standing;

  @Field(() => Money, {
    description:
      'Landed cost in the comparison’s currency, rounded half up once. Without a rank it is the sum of what is known, and comparable with nothing.',
  })
  total!: Money;

  @Field(() => DecimalScalar, { description: 'The landed cost before rounding: the ledger’s sum.' })
  unroundedTotal!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'By the ranking method; null where the cost alone decides, and without a rank.',
  })
  score!: number | null;

  @Field(() => Int, { description: 'Days from the order to the last delivery.' })
  leadTimeDays!: number;

  @Field(() => [LedgerItem], { description: 'How the total came about, item by item.' })
  ledger!: LedgerItem[];

  @Field(() => [ComparedLine], { description: 'The answers, in the order of the asked lines.' })
  lines!: ComparedLine[];

  @Field(() => [CriterionScore], { description: 'The published criteria; empty where there are none.' })
  criteria!: CriterionScore[];

  @Field(() => [ComparisonFlag], { description: 'What is worth knowing beside the rank.' })
  flags!: ComparisonFlag[];

  @Field(() => [ComparisonGap], { description: 'What is missing; empty for a ranked quote.' })
  gaps!: ComparisonGap[];

  @Field(() => [TierAdvice], { description: 'Larger quantities that would cost less.' })
  advice!: TierAdvice[];

  @Field(() => String, {
    nullable: true,
    description: 'Why the quote is out of the running; null if it is in.',
  })
  disqualified!: string | null;

  /** For the edge `quote`. */
  quoteKey!: string;
}

export const ComparisonEntryConnection = connectionOf('ComparisonEntry', () => ComparisonEntry);

@ObjectType({
  simpleResolvers: true,
  description:
    'The opened quotes of a request, ranked. A quote’s score depends on that quote, the published policy and the rates alone: the same input always gives the same ranking.',
})
export class QuoteComparison {
  @Field(() => RankingMethod, { description: 'How quotes are ranked.' })
  method!: RankingMethod;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of every amount: the request’s.' })
  currency!: string;

  @Field(() => DateScalar, {
    description:
      'The day of the rates and of the order that payment terms count from: the day of closing, today before.',
  })
  ratesAsOf!: string;

  @Field(() => String, {
    description:
      'SHA-256 of everything that the ranking depends on, in hexadecimal: equal hashes mean equal rankings.',
  })
  inputHash!: () => string;

  /** For the edge `entries`. */
  comparison!: RfqComparison;
}
