import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { MatchReasonCode, type Reason } from './engine/explain.ts';
import { FilterReason } from './engine/filter.ts';

registerEnumType(FilterReason, {
  name: 'FilterReason',
  description:
    'Why a supplier that could serve a request is not asked. Looked for in this order; a supplier counts once, for the first.',
  valuesConfig: {
    NOT_ACTIVE: { description: 'It is suspended.' },
    OPTED_OUT: { description: 'It wants no invitations.' },
    BLOCKED_BY_PARTNER: { description: 'The partner does not want it asked.' },
    EXCLUDED_BY_BUYER: { description: 'The buyer named it in `reach.exclude`.' },
    DOES_NOT_SHIP: { description: 'It does not deliver to the country. Where it delivers to is known.' },
    MISSING_CERTIFICATION: {
      description: 'It holds not all required certifications; one that names none holds none.',
    },
    BELOW_MINIMUM_ORDER: {
      description: 'The request, by its target prices, is worth less than the supplier’s minimum order.',
    },
  },
});

registerEnumType(MatchReasonCode, {
  name: 'MatchReasonCode',
  description:
    'A part of a score, or a flag that contributes nothing but says what the score could not know.',
  valuesConfig: {
    CATEGORY_MATCH: { description: 'How closely its categories fit those of the lines it covers.' },
    LINE_COVERAGE: { description: 'The share of lines that it covers.' },
    SPECIALISED: { description: 'It is registered for few categories beside.' },
    TEXT_MATCH: { description: 'It uses telling words of the request; the detail names some.' },
    RESPONSE_RATE: {
      description: 'How often it quoted on invitations that have closed; 10 % without history.',
    },
    QUALITY: { description: 'Its rating; neutral where it has none.' },
    REGION: {
      description: 'It is in the country of delivery, or in the same customs union or single market.',
    },
    PREFERRED_BY_PARTNER: { description: 'The partner prefers it.' },
    NEW_SUPPLIER: { description: 'Few invitations so far: newcomers get seen.' },
    INVITED_BY_BUYER: { description: 'Flag: the buyer named it in `reach.invite`.' },
    UNKNOWN_CATEGORY: { description: 'Flag: no category is known of it; it was found by words, or named.' },
    UNKNOWN_SHIPPING: { description: 'Flag: nobody knows where it delivers to.' },
    UNKNOWN_ORDER_VALUE: {
      description: 'Flag: it has a minimum order, and the request’s value is not known in that currency.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One part of the reasons why a supplier is asked.' })
export class MatchReason {
  @Field(() => MatchReasonCode, { description: 'What counted.' })
  code!: MatchReasonCode;

  @Field(() => Float, { description: 'What it adds to the score. All contributions add up to the score.' })
  contribution!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The fact behind it in a few words, such as "quoted 4 of 10"; null where the code says it all.',
  })
  detail!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many candidates one filter removed.' })
export class MatchFunnelStep {
  @Field(() => FilterReason, { description: 'The filter.' })
  reason!: FilterReason;

  @Field(() => Int, { description: 'Candidates for which this was the first reason not to ask them.' })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A supplier that would have been asked, but for a decision against it.',
})
export class SuppressedSupplier {
  @Field(() => FilterReason, { description: 'Whose decision: its own, the partner’s or the buyer’s.' })
  reason!: FilterReason;

  @Field(() => Float, { description: 'The score it would have been asked with, 0 to 1.' })
  score!: number;

  /** For edges. */
  supplierId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How the suppliers of a request were found.' })
export class MatchingReport {
  @Field(() => Int, {
    description: 'Suppliers that could serve the request by category or words, or were named.',
  })
  candidates!: number;

  @Field(() => Int, {
    description: 'Suppliers on the shortlist. The other candidates that passed scored lower.',
  })
  selected!: number;

  @Field(() => [MatchFunnelStep], {
    description: 'What each filter removed, in their order. `candidates` less all counts have passed.',
  })
  funnel!: readonly MatchFunnelStep[];

  @Field(() => DateTimeScalar, { description: 'When the pool was searched.' })
  matchedAt!: Date;

  /** For edges. */
  rfqId!: string;
}

/** Reasons as the API shows them. */
export const toMatchReasons = (reasons: readonly Reason[]): MatchReason[] =>
  reasons.map(([code, contribution, detail]) => ({ code, contribution, detail }));
