import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isUuid, keyOf } from '../../platform/kernel/ids.ts';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Category, categoryLoader, toCategory } from '../catalog/index.ts';
import {
  Buyer,
  buyerBehindLoader,
  Partner,
  partnerBehindLoader,
  toBuyer,
  toPartner,
} from '../identity/index.ts';
import { cancelRfq } from './commands/cancel-rfq.ts';
import { closeRfq } from './commands/close-rfq.ts';
import { createRfq } from './commands/create-rfq.ts';
import { postRfq } from './commands/post-rfq.ts';
import { publishRfq } from './commands/publish-rfq.ts';
import { listRfqs } from './rfq-list.queries.ts';
import {
  CancelRfqInput,
  CancelRfqPayload,
  CloseRfqInput,
  CloseRfqPayload,
  CreateRfqInput,
  CreateRfqPayload,
  PostRfqInput,
  PostRfqPayload,
  PublishRfqInput,
  PublishRfqPayload,
} from './rfq-input.type.ts';
import { RfqFilter, RfqOrder } from './rfq-list.type.ts';
import { rfqLinesLoader, rfqLoader } from './rfq.queries.ts';
import { Rfq, RfqConnection, RfqLine, toRfq, toRfqLine } from './rfq.type.ts';

/** Wraps a command: its RFQ is read again through the caller's eyes. */
const rfqPayload = (context: GraphContext, run: () => Promise<{ rfqId: string; replayed: boolean }>) =>
  payload(async () => {
    const { rfqId, replayed } = await run();
    const record = await rfqLoader(context).clear(rfqId).load(rfqId);
    return { rfq: record && toRfq(record), replayed };
  });

@Resolver(() => Rfq)
export class RfqResolver {
  @Query(() => Rfq, {
    nullable: true,
    description:
      'A request of the buyer’s side; null when it is absent or not yours. Suppliers come through their invitations.',
  })
  async rfq(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
  ): Promise<Rfq | null> {
    requireActor(context);
    const [rfqId] = keyOf('Rfq', id, 1) ?? [];
    const record = rfqId === undefined ? null : await rfqLoader(context).load(rfqId);
    return record && toRfq(record);
  }

  @Query(() => RfqConnection, {
    description: 'The requests that you may see, newest first unless ordered otherwise.',
  })
  rfqs(
    @Ctx() context: GraphContext,
    @Arg('filter', () => RfqFilter, { nullable: true, description: 'Which ones.' }) filter: RfqFilter | null,
    @Arg('orderBy', () => RfqOrder, { nullable: true, description: 'In which order.' })
    orderBy: RfqOrder | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Rfq>> {
    return listRfqs(context, requireActor(context), filter ?? {}, orderBy ?? 'CREATED_AT_DESC', args);
  }

  @FieldResolver(() => [RfqLine], { description: 'What is asked for, in order.' })
  async lines(@Root() rfq: Rfq, @Ctx() context: GraphContext): Promise<RfqLine[]> {
    return (await rfqLinesLoader(context).load(rfq.record.id)).map(toRfqLine);
  }

  @FieldResolver(() => Partner, { description: 'The co-brand that the request came through.' })
  async partner(@Root() rfq: Rfq, @Ctx() context: GraphContext): Promise<Partner> {
    return toPartner(await partnerBehindLoader(context).load(rfq.record.partnerId));
  }

  @FieldResolver(() => Buyer, { description: 'Who asks.' })
  async buyer(@Root() rfq: Rfq, @Ctx() context: GraphContext): Promise<Buyer> {
    return toBuyer(await buyerBehindLoader(context).load(rfq.record.buyerId));
  }

  @Mutation(() => PostRfqPayload, {
    description: 'Creates and publishes a request for quotation in one step.',
  })
  postRfq(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => PostRfqInput, { description: 'The request.' }) input: PostRfqInput,
  ) {
    return rfqPayload(context, () => postRfq(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => CreateRfqPayload, { description: 'Keeps a request for quotation as a draft.' })
  createRfq(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => CreateRfqInput, { description: 'The draft.' }) input: CreateRfqInput,
  ) {
    return rfqPayload(context, () => createRfq(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => PublishRfqPayload, { description: 'Publishes a draft: matching and invitations start.' })
  publishRfq(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => PublishRfqInput, { description: 'Which draft.' }) input: PublishRfqInput,
  ) {
    return rfqPayload(context, () => publishRfq(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => CancelRfqPayload, { description: 'Calls a request off; invited suppliers are told.' })
  cancelRfq(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => CancelRfqInput, { description: 'Which request, and why.' }) input: CancelRfqInput,
  ) {
    return rfqPayload(context, () => cancelRfq(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => CloseRfqPayload, {
    description: 'Closes a request before its deadline, where quotes are open; a sealed one cannot be.',
  })
  closeRfq(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => CloseRfqInput, { description: 'Which request.' }) input: CloseRfqInput,
  ) {
    return rfqPayload(context, () => closeRfq(commandContext(context), withKey(context, info, input)));
  }
}

@Resolver(() => RfqLine)
export class RfqLineResolver {
  @FieldResolver(() => Category, {
    nullable: true,
    description: 'What kind of thing it is; null when the line is matched by its text.',
  })
  async category(@Root() line: RfqLine, @Ctx() context: GraphContext): Promise<Category | null> {
    if (line.categoryKey === null) return null;
    const record = await categoryLoader(context).load(line.categoryKey);
    return record && toCategory(record);
  }
}

/** A line for whoever may read its request: `null` otherwise. */
export async function loadRfqLineNode(
  context: GraphContext,
  [rfqId = '', lineNo = '', ...rest]: readonly string[],
): Promise<RfqLine | null> {
  if (!isUuid(rfqId) || rest.length > 0 || (await rfqLoader(context).load(rfqId)) === null) return null;
  const line = (await rfqLinesLoader(context).load(rfqId)).find((known) => String(known.lineNo) === lineNo);
  return line ? toRfqLine(line) : null;
}
