import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { CountryCodeScalar } from '../../platform/graphql/scalars.ts';
import { MoneyInput } from '../../platform/graphql/values.type.ts';
import { SupplierSize } from './supplier.rules.ts';
import { Supplier } from './supplier.type.ts';

@InputType({ description: 'A category by its classification and code.' })
export class SupplierCategoryInput {
  @Field(() => String, { defaultValue: 'CPV', description: 'The classification.' })
  scheme!: string;

  @Field(() => String, { description: 'The code inside it.' })
  code!: string;
}

@InputType({ description: 'What a supplier says about itself.' })
export abstract class SupplierProfileInput {
  @Field(() => CountryCodeScalar, { nullable: true, description: 'Where it is established.' })
  country?: string;

  @Field(() => String, { nullable: true, description: 'Region inside the country, at most 200 characters.' })
  region?: string;

  @Field(() => String, { nullable: true, description: 'City, at most 200 characters.' })
  city?: string;

  @Field(() => String, { nullable: true, description: 'Its website, at most 500 characters.' })
  website?: string;

  @Field(() => SupplierSize, { nullable: true, description: 'Its size.' })
  size?: SupplierSize;

  @Field(() => Int, { nullable: true, description: 'The year it was founded.' })
  founded?: number;

  @Field(() => String, { nullable: true, description: 'What it does, at most 10,000 characters.' })
  description?: string;

  @Field(() => [String], { nullable: true, description: 'Words that buyers would look for, at most 100.' })
  keywords?: string[];

  @Field(() => [String], { nullable: true, description: 'Certifications it holds, at most 100.' })
  certifications?: string[];

  @Field(() => [CountryCodeScalar], { nullable: true, description: 'Countries it delivers to.' })
  shipsTo?: string[];

  @Field(() => MoneyInput, { nullable: true, description: 'The smallest order it takes.' })
  minimumOrderValue?: MoneyInput;

  @Field(() => [SupplierCategoryInput], {
    nullable: true,
    description: 'What it is registered for, at most 200 categories.',
  })
  categories?: SupplierCategoryInput[];

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'A new supplier of the pool.' })
export class RegisterSupplierInput extends SupplierProfileInput {
  @Field(() => String, { description: 'Its name, 1 to 300 characters.' })
  name!: string;
}

@InputType({
  description: 'Changes of a supplier’s profile. What is left out stays; what is null is cleared.',
})
export class UpdateSupplierProfileInput extends SupplierProfileInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId!: string;

  @Field(() => Int, { description: 'The version that the changes are based on.' })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: 'Its name, 1 to 300 characters.' })
  name?: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether it wants no more invitations.' })
  optedOut?: boolean;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The registered supplier.' })
export class RegisterSupplierPayload extends MutationPayload {
  @Field(() => Supplier, {
    nullable: true,
    description: 'The supplier as it is now; null when there are `userErrors`.',
  })
  supplier!: Supplier | null;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The changed supplier.' })
export class UpdateSupplierProfilePayload extends MutationPayload {
  @Field(() => Supplier, {
    nullable: true,
    description: 'The supplier as it is now; null when there are `userErrors`.',
  })
  supplier!: Supplier | null;
}
