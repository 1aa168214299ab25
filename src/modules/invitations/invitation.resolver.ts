import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { isUuid } from '../../platform/kernel/ids.ts';
import { commandContext, type GraphContext, withKey } from '../../platform/graphql/context.ts';
import { payload } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs, pageOfList } from '../../platform/graphql/relay.ts';
import { Viewer } from '../identity/index.ts';
import { matchReportLoader } from '../matching/index.ts';
import { Rfq, type RfqLine, rfqLinesLoader, toRfqLine } from '../rfqs/index.ts';
import { Supplier, supplierBehindLoader, toSupplier } from '../suppliers/index.ts';
import { declineInvitation } from './commands/decline-invitation.ts';
import { markInvitationViewed } from './commands/mark-invitation-viewed.ts';
import { wavesLoader } from './fan-out.queries.ts';
import { FanOut } from './fan-out.type.ts';
import type { InvitationAnswer } from './invitation-answer.ts';
import { countInbox, listInbox } from './inbox-list.queries.ts';
import {
  InvitationCounts,
  InvitationFilter,
  InvitationOrder,
  RfqInvitationFilter,
  RfqInvitationOrder,
} from './invitation-list.type.ts';
import { listRfqInvitations } from './rfq-invitations.queries.ts';
import { invitationLoader } from './invitation.queries.ts';
import {
  DeclineInvitationInput,
  DeclineInvitationPayload,
  Invitation,
  InvitationConnection,
  MarkInvitationViewedInput,
  MarkInvitationViewedPayload,
  toInvitation,
} from './invitation.type.ts';
import { invitedRfq, InvitedRfq } from './invited-rfq.type.ts';

/** Wraps a command: its invitation is read again through the caller's eyes. */
const invitationPayload = (context: GraphContext, run: () => Promise<InvitationAnswer>) =>
  payload(async () => {
    const { replayed, ...key } = await run();
    const record = await invitationLoader(context).clear(key).load(key);
    return { invitation: record && toInvitation(record), replayed };
  });

@Resolver(() => Invitation)
export class InvitationResolver {
  @FieldResolver(() => InvitedRfq, { description: 'What is asked.' })
  rfq(@Root() { record, listed }: Invitation, @Ctx() context: GraphContext) {
    return invitedRfq(context, record.rfqId, listed);
  }

  @FieldResolver(() => Supplier, { description: 'Who is asked.' })
  async supplier(@Root() { record }: Invitation, @Ctx() context: GraphContext): Promise<Supplier> {
    return toSupplier(await supplierBehindLoader(context).load(record.supplierId));
  }

  @Mutation(() => MarkInvitationViewedPayload, {
    description:
      'Tells that the supplier has looked at an invitation. Changes nothing once it is viewed or answered.',
  })
  markInvitationViewed(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => MarkInvitationViewedInput, { description: 'Which one.' })
    input: MarkInvitationViewedInput,
  ) {
    return invitationPayload(context, () =>
      markInvitationViewed(commandContext(context), withKey(context, info, input)),
    );
  }

  @Mutation(() => DeclineInvitationPayload, {
    description:
      'Tells the buyer that the supplier will not quote, and why. Declining again replaces the reason.',
  })
  declineInvitation(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => DeclineInvitationInput, { description: 'Which one, and why.' })
    input: DeclineInvitationInput,
  ) {
    return invitationPayload(context, () =>
      declineInvitation(commandContext(context), withKey(context, info, input)),
    );
  }
}

@Resolver(() => Viewer)
export class ViewerInvitationsResolver {
  @FieldResolver(() => InvitationConnection, {
    description:
      'The calling supplier’s invitations, newest first unless ordered otherwise; empty for every other role.',
  })
  async invitations(
    @Root() { actor }: Viewer,
    @Ctx() context: GraphContext,
    @Arg('filter', () => InvitationFilter, { nullable: true, description: 'Which ones.' })
    filter: InvitationFilter | null,
    @Arg('orderBy', () => InvitationOrder, { nullable: true, description: 'In which order.' })
    orderBy: InvitationOrder | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Invitation>> {
    if (actor.role !== 'SUPPLIER') return pageOfList<Invitation>('inbox', [], args, ({ id }) => id);
    const page = await listInbox(context, actor.supplierId, filter ?? {}, orderBy ?? 'SENT_AT_DESC', args);
    return mapPage(page, ({ invitation, listed }) => toInvitation(invitation, listed));
  }

  @FieldResolver(() => InvitationCounts, {
    nullable: true,
    description: 'How many of the calling supplier’s invitations stand where; null for every other role.',
  })
  invitationCounts(
    @Root() { actor }: Viewer,
    @Ctx() context: GraphContext,
  ): Promise<InvitationCounts> | null {
    return actor.role === 'SUPPLIER' ? countInbox(context.db, actor.supplierId) : null;
  }
}

@Resolver(() => Rfq)
export class RfqInvitationsResolver {
  @FieldResolver(() => InvitationConnection, {
    description:
      'Who was asked, in the order of the shortlist unless ordered otherwise. Tells nothing of answers before a sealed request is opened.',
  })
  invitations(
    @Root() { record }: Rfq,
    @Ctx() context: GraphContext,
    @Arg('filter', () => RfqInvitationFilter, { nullable: true, description: 'Which ones.' })
    filter: RfqInvitationFilter | null,
    @Arg('orderBy', () => RfqInvitationOrder, { nullable: true, description: 'In which order.' })
    orderBy: RfqInvitationOrder | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Invitation>> {
    return listRfqInvitations(
      context,
      record.id,
      filter ?? {},
      orderBy ?? 'SHORTLIST_ASC',
      args,
      (invitation) => toInvitation(invitation),
    );
  }

  @FieldResolver(() => FanOut, { description: 'How far its invitations have gone out.' })
  async fanOut(@Root() { record }: Rfq, @Ctx() context: GraphContext): Promise<FanOut> {
    const [report, waves] = await Promise.all([
      matchReportLoader(context).load(record.id),
      wavesLoader(context).load(record.id),
    ]);
    const invited = waves.reduce((sum, wave) => sum + wave.invited, 0);
    return { selected: report?.selected ?? 0, invited, waves };
  }
}

function mapPage<A, B>(page: Connection<A>, map: (node: A) => B): Connection<B> {
  const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: map(node) }));
  return { ...page, edges, nodes: edges.map((edge) => edge.node) };
}

/** An invitation by its global id's key, for whoever may read it. */
export async function loadInvitationNode(
  context: GraphContext,
  [rfqId = '', supplierId = '', ...rest]: readonly string[],
): Promise<Invitation | null> {
  if (!isUuid(rfqId) || !isUuid(supplierId) || rest.length > 0) return null;
  const record = await invitationLoader(context).load({ rfqId, supplierId });
  return record && toInvitation(record);
}

/** A line of a request that the calling supplier is invited to, by its global id's key. */
export async function loadInvitedLineNode(
  context: GraphContext,
  [rfqId = '', lineNo = '', ...rest]: readonly string[],
): Promise<RfqLine | null> {
  const { actor } = context;
  if (actor?.role !== 'SUPPLIER' || !isUuid(rfqId) || rest.length > 0) return null;
  const invitation = await invitationLoader(context).load({ rfqId, supplierId: actor.supplierId });
  if (!invitation) return null;
  const line = (await rfqLinesLoader(context).load(rfqId)).find((known) => String(known.lineNo) === lineNo);
  return line ? toRfqLine(line) : null;
}
