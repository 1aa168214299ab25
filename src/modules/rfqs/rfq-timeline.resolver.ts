import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Supplier, supplierBehindLoader, toSupplier } from '../suppliers/index.ts';
import { listTimeline } from './rfq-timeline.queries.ts';
import { RfqTimelineKind, RfqTimelineOrder } from './rfq-timeline.rules.ts';
import { RfqTimelineEntry, RfqTimelineEntryConnection } from './rfq-timeline.type.ts';
import { Rfq } from './rfq.type.ts';

@Resolver(() => Rfq)
export class RfqTimelineResolver {
  @FieldResolver(() => RfqTimelineEntryConnection, {
    description:
      'What happened to it, from the beginning unless ordered otherwise. What suppliers did on a sealed request shows once it is opened.',
  })
  timeline(
    @Root() { record }: Rfq,
    @Ctx() context: GraphContext,
    @Arg('kinds', () => [RfqTimelineKind], { nullable: true, description: 'Only these; all when absent.' })
    kinds: RfqTimelineKind[] | null,
    @Arg('orderBy', () => RfqTimelineOrder, { nullable: true, description: 'In which order.' })
    orderBy: RfqTimelineOrder | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<RfqTimelineEntry>> {
    return listTimeline(context, record.id, kinds ?? null, orderBy ?? 'AT_ASC', args);
  }
}

@Resolver(() => RfqTimelineEntry)
export class RfqTimelineEntryResolver {
  @FieldResolver(() => Supplier, {
    nullable: true,
    description: 'The supplier that did it; null where it was somebody else.',
  })
  async supplier(
    @Root() { record }: RfqTimelineEntry,
    @Ctx() context: GraphContext,
  ): Promise<Supplier | null> {
    const [role, supplierId] = record.actor.split(':');
    if (role !== 'supplier' || supplierId === undefined) return null;
    return toSupplier(await supplierBehindLoader(context).load(supplierId));
  }
}
