import { Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { Node } from '../../platform/graphql/relay.ts';
import type { PartnerRecord } from './partner.queries.ts';

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

  /** For edges; later rooms hang theirs on it. */
  record!: PartnerRecord;
}

/** A partner as the API shows it. */
export const toPartner = (record: PartnerRecord): Partner => ({
  id: encodeNodeId('Partner', record.id),
  name: record.name,
  record,
});
