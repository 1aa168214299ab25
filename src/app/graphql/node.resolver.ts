import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { decodeNodeId } from '../../platform/kernel/ids.ts';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { Node } from '../../platform/graphql/relay.ts';
import { nodeLoaders } from './nodes.ts';

const MAX_IDS = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its global id; null when it is absent or not yours to see.',
  })
  async node(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'A global id.' }) id: string,
  ): Promise<object | null> {
    requireActor(context);
    const node = decodeNodeId(id);
    const load = node && Object.hasOwn(nodeLoaders, node.type) ? nodeLoaders[node.type] : undefined;
    const found = node && load ? await load(context, node.key) : null;
    // The interface resolves to this type; records are plain objects.
    return found && node ? { ...found, __typename: node.type } : null;
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several objects by their global ids, at most 100, in the order asked for.',
  })
  async nodes(
    @Ctx() context: GraphContext,
    @Arg('ids', () => [ID], { description: 'Global ids.' }) ids: string[],
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_IDS) {
      throw new GraphQLError(`At most ${MAX_IDS} ids at once.`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return Promise.all(ids.map((id) => this.node(context, id)));
  }
}
