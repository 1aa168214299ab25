import { Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { CountryCodeScalar } from '../../platform/graphql/scalars.ts';
import type { BuyerRecord } from './buyer.queries.ts';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A buying organisation. It belongs to one partner, whose sourcing agents may act for it.',
})
export class Buyer implements Node {
  @Field(() => ID, { description: 'Global id; a sourcing agent names it in `onBehalfOf`.' })
  id!: string;

  @Field(() => String, { description: 'The organisation’s name.' })
  name!: string;

  @Field(() => CountryCodeScalar, { description: 'Where it is established.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What its partner calls it, such as a customer number; null when it has no name there.',
  })
  reference!: string | null;

  /** For edges; later rooms hang theirs on it. */
  record!: BuyerRecord;
}

export const BuyerConnection = connectionOf<Buyer>('Buyer', () => Buyer);

/** A buyer as the API shows it. */
export const toBuyer = (record: BuyerRecord): Buyer => ({
  id: encodeNodeId('Buyer', record.id),
  name: record.name,
  country: record.country,
  reference: record.reference,
  record,
});
