import type { VariablesOf } from 'gql.tada';
import { type Engine, pause } from '../engine/client.ts';
import { graphql } from '../engine/graphql.ts';

const RECONNECT_MS = 1_000;

const PostRfq = graphql(`
  mutation PostRfq($input: PostRfqInput!) {
    postRfq(input: $input) {
      rfq {
        id
        number
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`);

const LatestEvent = graphql(`
  query LatestEvent($id: ID!) {
    rfq(id: $id) {
      latestEventId
    }
  }
`);

const Progress = graphql(`
  query Progress($id: ID!) {
    rfq(id: $id) {
      state
      fanOut {
        invited
      }
      quotes(first: 1) {
        totalCount
      }
    }
  }
`);

const Activity = graphql(`
  subscription Activity($rfqId: ID!, $afterEventId: ID) {
    rfqActivity(rfqId: $rfqId, afterEventId: $afterEventId) {
      eventId
    }
  }
`);

const CloseRfq = graphql(`
  mutation CloseRfq($input: CloseRfqInput!) {
    closeRfq(input: $input) {
      rfq {
        state
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`);

const Compare = graphql(`
  query Compare($id: ID!) {
    rfq(id: $id) {
      comparison {
        currency
        entries(first: 10) {
          nodes {
            rank
            total {
              amount
              currency
            }
            leadTimeDays
            quote {
              id
              supplier {
                name
              }
            }
            ledger {
              component
              amount {
                amount
              }
              note
            }
          }
        }
      }
    }
  }
`);

const AwardRfq = graphql(`
  mutation AwardRfq($input: AwardRfqInput!) {
    awardRfq(input: $input) {
      awards {
        id
        state
        supplier {
          name
        }
        total {
          amount
          currency
        }
        confirmBy
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`);

export type Order = Omit<VariablesOf<typeof PostRfq>['input'], 'idempotencyKey'>;

export interface BuyOptions {
  /** Names this purchase: run again with the same name, the script goes on where it was. */
  readonly name: string;
  readonly quotesWanted: number;
  readonly log: (line: string) => void;
}

/**
 * Buys: posts the order, waits for as many quotes as are wanted or for its deadline, and awards it to the quote
 * that costs least in the end. Safe to run again: every step is named after the purchase. Throws when nobody
 * has quoted completely.
 */
export async function buy(engine: Engine, order: Order, { name, quotesWanted, log }: BuyOptions) {
  const { rfq } = await engine.mutate(PostRfq, { input: order }, `${name}/post`);
  log(`${rfq.number} is posted.`);
  const state = await quotesOn(engine, rfq.id, quotesWanted, log);
  if (state === 'OPEN') await engine.mutate(CloseRfq, { input: { rfqId: rfq.id } }, `${name}/close`);

  const entries = await comparisonOf(engine, rfq.id);
  for (const { rank, total, quote, leadTimeDays } of entries)
    log(`${rank ?? '–'}. ${quote.supplier.name}: ${total.amount} ${total.currency} in ${leadTimeDays} days`);
  const best = entries.find((entry) => entry.rank === 1);
  if (!best) throw new Error(`nobody has quoted all of ${rfq.number}`);

  const input = { rfqId: rfq.id, quoteId: best.quote.id };
  const { awards } = await engine.mutate(AwardRfq, { input }, `${name}/award`);
  for (const { supplier, total } of awards)
    log(`Awarded to ${supplier.name} for ${total.amount} ${total.currency}.`);
  return { rfqId: rfq.id, number: rfq.number, entries, awards };
}

/** Waits until so many have quoted or it has closed; its state then. */
async function quotesOn(engine: Engine, id: string, wanted: number, log: BuyOptions['log']): Promise<string> {
  // What happens while the rest is read comes after this event, so nothing is missed.
  const { rfq: start } = await engine.query(LatestEvent, { id });
  for (let seen = start?.latestEventId ?? null; ; seen = await nextEvent(engine, id, seen)) {
    const { rfq } = await engine.query(Progress, { id });
    if (!rfq) throw new Error('the request is gone');
    log(`${rfq.fanOut.invited} invited, ${rfq.quotes.totalCount} quotes`);
    if (rfq.state !== 'OPEN' || rfq.quotes.totalCount >= wanted) return rfq.state;
  }
}

/** Waits until something has happened after an event, and says which; or a moment, where the connection breaks. */
async function nextEvent(engine: Engine, rfqId: string, seen: string | null): Promise<string | null> {
  for await (const { rfqActivity } of engine.follow(Activity, { rfqId, afterEventId: seen }))
    return rfqActivity.eventId;
  await pause(RECONNECT_MS);
  return seen;
}

async function comparisonOf(engine: Engine, id: string) {
  const { rfq } = await engine.query(Compare, { id });
  return rfq?.comparison?.entries.nodes ?? [];
}
