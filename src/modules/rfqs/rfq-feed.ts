import { encodeNodeId, keyOf } from '../../platform/kernel/ids.ts';
import { requireActor, type GraphContext } from '../../platform/graphql/context.ts';
import { BEFORE_ALL, type Feed, foreignEventId } from '../../platform/graphql/feed.ts';
import { requestError } from '../../platform/graphql/request-error.ts';
import { factsTopic } from '../../platform/outbox/facts-topic.ts';
import type { RfqActivity } from './rfq-activity.ts';
import { findStanding, findToldFacts, type Standing, type ToldFact } from './rfq-activity.queries.ts';
import { rfqNotFound } from './rfq.rules.ts';

const PAGE_SIZE = 100;

/** What a subscriber of an RFQ is told: a fact, or that some could not be replayed. */
export type RfqNews = {
  readonly rfqId: string;
  readonly seq: string;
  readonly eventId: string;
  readonly at: Date;
} & ({ readonly fact: ToldFact } | { readonly fact: null; readonly afterEventId: string });

/** What `rfqActivity` takes. */
export interface RfqFeedArguments {
  readonly rfqId: string;
  readonly afterEventId?: string | null;
}

/** The id of the event that tells a fact; where there is none, of the place before all events. */
export const rfqEventId = (rfqId: string, factId: string | null): string =>
  encodeNodeId('RfqEvent', rfqId, factId ?? BEFORE_ALL);

/**
 * The activity on an RFQ of the caller's side, after an event or from now on. Throws `NOT_FOUND` for foreign and
 * absent RFQs alike, `BAD_USER_INPUT` for what is not an event's id.
 */
export async function rfqFeed(
  context: GraphContext,
  args: RfqFeedArguments,
  activities: readonly RfqActivity[],
): Promise<Feed<RfqNews>> {
  const actor = requireActor(context);
  const [rfqId] = keyOf('Rfq', args.rfqId, 1) ?? [];
  const afterEventId = args.afterEventId ?? null;
  const factId = afterEventId === null ? null : factIdOf(afterEventId, rfqId);
  const standing =
    rfqId === undefined ? null : await findStanding(context.db, actor, activities, { rfqId, factId });
  if (rfqId === undefined || !standing) throw notFound();
  return {
    topic: factsTopic,
    key: rfqId,
    ...(afterEventId === null
      ? { after: standing.head, first: [] }
      : placeAfter(rfqId, afterEventId, standing)),
    pageSize: PAGE_SIZE,
    read: async (after) => {
      const facts = await findToldFacts(context.db, actor, activities, { rfqId, after, limit: PAGE_SIZE });
      return facts.map((fact) => ({
        rfqId,
        seq: fact.seq,
        at: fact.at,
        eventId: rfqEventId(rfqId, fact.id),
        fact,
      }));
    },
  };
}

/** The fact that an event told of. Throws `BAD_USER_INPUT`, whether or not the RFQ exists. */
function factIdOf(eventId: string, rfqId: string | undefined): string {
  const [ofRfq, factId] = keyOf('RfqEvent', eventId, 2) ?? [];
  if (ofRfq !== rfqId || factId === undefined) throw foreignEventId();
  return factId;
}

/** After the event, or, where its fact is gone, at the present behind a gap: which facts went with it cannot be known. */
function placeAfter(
  rfqId: string,
  afterEventId: string,
  { after, head, latestId, now }: Standing,
): Pick<Feed<RfqNews>, 'after' | 'first'> {
  if (after !== null) return { after, first: [] };
  const eventId = rfqEventId(rfqId, latestId);
  return { after: head, first: [{ rfqId, seq: head, at: now, eventId, fact: null, afterEventId }] };
}

const notFound = () => requestError('NOT_FOUND', rfqNotFound().problems[0].message);
