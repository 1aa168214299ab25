import { encodeNodeId, keyOf } from '../../platform/kernel/ids.ts';
import { requireActor, type GraphContext } from '../../platform/graphql/context.ts';
import { BEFORE_ALL, type Feed, foreignEventId } from '../../platform/graphql/feed.ts';
import { requestError } from '../../platform/graphql/request-error.ts';
import { findInboxStanding, findListedAfter, inboxTopic } from './inbox-feed.queries.ts';

const PAGE_SIZE = 100;

/** The id of the event that tells of an invitation; where there is none, of the place before all events. */
export const invitationEventId = (supplierId: string, rfqId: string | null): string =>
  encodeNodeId('InvitationEvent', supplierId, rfqId ?? BEFORE_ALL);

/** What a subscriber of an inbox is told: an invitation to an RFQ, or (`null`) that some could not be replayed. */
export interface InboxNews {
  readonly seq: string;
  readonly eventId: string;
  readonly at: Date;
  readonly invited: { readonly rfqId: string; readonly supplierId: string } | null;
}

/**
 * The invitations that come to the calling supplier, after an event or from now on. Throws `FORBIDDEN` for every
 * other role, `BAD_USER_INPUT` for what is not the id of an event of this supplier.
 */
export async function inboxFeed(
  context: GraphContext,
  args: { readonly afterEventId?: string | null },
): Promise<Feed<InboxNews>> {
  const actor = requireActor(context);
  if (actor.role !== 'SUPPLIER') throw forbidden();
  const { supplierId } = actor;
  const eventIdOf = (rfqId: string | null) => invitationEventId(supplierId, rfqId);
  const afterEventId = args.afterEventId ?? null;
  const rfqId = afterEventId === null ? null : rfqIdOf(afterEventId, supplierId);
  const { head, latestRfqId, now, ...standing } = await findInboxStanding(context.db, supplierId, rfqId);
  const after = rfqId === null ? head : standing.after;
  const gap = { seq: head, eventId: eventIdOf(latestRfqId), at: now, invited: null };
  return {
    topic: inboxTopic,
    key: supplierId,
    after: after ?? head,
    first: after === null ? [gap] : [],
    pageSize: PAGE_SIZE,
    read: async (seq) =>
      (await findListedAfter(context.db, supplierId, seq, PAGE_SIZE)).map((entry) => ({
        seq: entry.seq,
        eventId: eventIdOf(entry.rfqId),
        at: entry.at,
        invited: { rfqId: entry.rfqId, supplierId },
      })),
  };
}

function rfqIdOf(eventId: string, supplierId: string): string {
  const [ofSupplier, rfqId] = keyOf('InvitationEvent', eventId, 2) ?? [];
  if (ofSupplier !== supplierId || rfqId === undefined) throw foreignEventId();
  return rfqId;
}

const forbidden = () => requestError('FORBIDDEN', 'Only suppliers receive invitations.');
