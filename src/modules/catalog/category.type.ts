import { Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import type { CategoryRecord } from './category.queries.ts';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A node of a coded tree of goods, works and services, such as the CPV.',
})
export class Category implements Node {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, {
    description: 'The tree that the code belongs to: "CPV", "HS", "NAICS2017" …; part of every code.',
  })
  scheme!: string;

  @Field(() => String, { description: 'The code inside its scheme, such as "44530000".' })
  code!: string;

  @Field(() => Int, { description: 'Its depth in the tree; 1 at the top.' })
  level!: number;

  /** For edges; later rooms hang theirs on it. */
  record!: CategoryRecord;
}

export const CategoryConnection = connectionOf('Category', () => Category);

/** A category as the API shows it. */
export const toCategory = (record: CategoryRecord): Category => ({
  id: encodeNodeId('Category', record.scheme, record.code),
  scheme: record.scheme,
  code: record.code,
  level: record.level,
  record,
});
