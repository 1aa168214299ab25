import { Field, InputType, registerEnumType } from 'type-graphql';
import { CountryCodeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';
import { SupplierCategoryInput } from './supplier-input.type.ts';
import { SupplierSize, SupplierState } from './supplier.rules.ts';

export const SupplierOrder = {
  NAME_ASC: 'NAME_ASC',
  NAME_DESC: 'NAME_DESC',
  RATING_DESC: 'RATING_DESC',
  RATING_ASC: 'RATING_ASC',
} as const;
export type SupplierOrder = (typeof SupplierOrder)[keyof typeof SupplierOrder];

registerEnumType(SupplierOrder, {
  name: 'SupplierOrder',
  description: 'The order of a list of suppliers. What is equal in it is ordered by id.',
  valuesConfig: {
    NAME_ASC: { description: 'By name.' },
    NAME_DESC: { description: 'By name, from the end.' },
    RATING_DESC: { description: 'The best rated first; those without a rating last.' },
    RATING_ASC: { description: 'Those without a rating, then the lowest rated first.' },
  },
});

@InputType({ description: 'Which suppliers a list shows: those that meet every condition given.' })
export class SupplierFilter {
  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Only those established in one of these countries, at most 250.',
  })
  countries?: string[] | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Only those that deliver to this country, or of which nobody knows where they deliver to.',
  })
  shipsTo?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only those that hold all of these certifications, at most 50.',
  })
  certifications?: string[] | null;

  @Field(() => SupplierCategoryInput, {
    nullable: true,
    description:
      'Only those that can serve this category: registered for it, for one above it, or for a part of it.',
  })
  category?: SupplierCategoryInput | null;

  @Field(() => [SupplierSize], { nullable: true, description: 'Only those of one of these sizes.' })
  sizes?: SupplierSize[] | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Only those rated so or better, from 0 to 5; none without a rating.',
  })
  minimumRating?: string | null;

  @Field(() => SupplierState, { nullable: true, description: 'Only those in this state.' })
  state?: SupplierState | null;
}
