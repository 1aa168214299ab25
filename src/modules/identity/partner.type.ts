import { Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { DecimalScalar } from '../../platform/graphql/scalars.ts';
import type { PartnerRecord } from './partner.queries.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'What a partner’s buyers are reckoned with where a request says nothing of its own. Comparisons of closed requests keep the terms that held when they closed.',
})
export class PartnerTerms {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What money costs per year, as a fraction: "0.08" is 8 %. Discounts payment schedules; null counts as 0.',
  })
  costOfCapital!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A co-branded front end, such as a retailer’s storefront, that buyers come through.',
})
export class Partner implements Node {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, { description: 'The name that people know it by.' })
  name!: string;

  @Field(() => String, { description: 'Its short name, as in addresses: it never changes.' })
  slug!: string;

  @Field(() => String, { nullable: true, description: 'Its website; null when it names none.' })
  website!: string | null;

  /** For edges; later rooms hang theirs on it. */
  record!: PartnerRecord;
}

export const PartnerConnection = connectionOf<Partner>('Partner', () => Partner);

/** A partner as the API shows it. */
export const toPartner = (record: PartnerRecord): Partner => ({
  id: encodeNodeId('Partner', record.id),
  name: record.name,
  slug: record.slug,
  website: record.website,
  record,
});
