import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { CountryCodeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';
import { Money } from '../../platform/graphql/values.type.ts';
import type { SupplierRecord } from './supplier.queries.ts';
import { Responsiveness, SupplierSize, SupplierState } from './supplier.rules.ts';

registerEnumType(SupplierSize, {
  name: 'SupplierSize',
  description: 'How large an enterprise is, as it or its source says.',
  valuesConfig: {
    MICRO: { description: 'Fewer than 10 people.' },
    SMALL: { description: '10 to 49 people.' },
    MEDIUM: { description: '50 to 249 people.' },
    SME: { description: 'Fewer than 250 people; more is not known.' },
    LARGE: { description: '250 people or more.' },
  },
});

registerEnumType(Responsiveness, {
  name: 'Responsiveness',
  description: 'How often a supplier answers invitations, by a quote or a decline; of those that have ended.',
  valuesConfig: {
    UNKNOWN: { description: 'Fewer than five invitations have ended.' },
    LOW: { description: 'Fewer than 20 in 100.' },
    MEDIUM: { description: '20 to 59 in 100.' },
    HIGH: { description: '60 in 100 or more.' },
  },
});

registerEnumType(SupplierState, {
  name: 'SupplierState',
  description: 'Whether a supplier takes part.',
  valuesConfig: {
    ACTIVE: { description: 'Is matched and invited.' },
    SUSPENDED: { description: 'Is neither matched nor invited.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'What a supplier is registered for, by the code of a classification.',
})
export class SupplierCategory {
  @Field(() => String, { description: 'The classification, such as "CPV".' })
  scheme!: string;

  @Field(() => String, {
    description:
      'The code inside it. The catalog may not know it, where the classification was never imported.',
  })
  code!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An organisation of the pool that can be asked for quotes.',
})
export class Supplier implements Node {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Where it is established; null where nobody knows.',
  })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'Region inside the country; null where nobody knows.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'City; null where nobody knows.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'Its website; null where nobody knows.' })
  website!: string | null;

  @Field(() => SupplierSize, { nullable: true, description: 'Its size; null where nobody knows.' })
  size!: SupplierSize | null;

  @Field(() => Int, { nullable: true, description: 'The year it was founded; null where nobody knows.' })
  founded!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it does, in its words; null when it says nothing.',
  })
  description!: string | null;

  @Field(() => [String], { description: 'Words that buyers would look for.' })
  keywords!: readonly string[];

  @Field(() => [String], { description: 'Certifications it holds, such as "ISO9001".' })
  certifications!: readonly string[];

  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Countries it delivers to; null where nobody knows.',
  })
  shipsTo!: readonly string[] | null;

  @Field(() => Money, {
    nullable: true,
    description: 'The smallest order it takes; null when there is none, or nobody knows.',
  })
  minimumOrderValue!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Its rating from 0 to 5; null before the first.',
  })
  rating!: string | null;

  @Field(() => SupplierState, { description: 'Whether it takes part.' })
  state!: SupplierState;

  @Field(() => Int, {
    description: 'Rises with every change of the profile; give it back as `expectedVersion`.',
  })
  version!: number;

  /** For edges; later rooms hang theirs on it. */
  record!: SupplierRecord;
}

export const SupplierConnection = connectionOf('Supplier', () => Supplier);

/** A supplier as the API shows it. */
export const toSupplier = (record: SupplierRecord): Supplier => ({
  ...record,
  id: encodeNodeId('Supplier', record.id),
  minimumOrderValue:
    record.minimumOrderAmount !== null && record.minimumOrderCurrency !== null
      ? { amount: record.minimumOrderAmount, currency: record.minimumOrderCurrency }
      : null,
  record,
});
