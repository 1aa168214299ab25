import type { VariablesOf } from 'gql.tada';
import type { Engine } from '../engine/client.ts';
import { graphql } from '../engine/graphql.ts';

const PostRfq = graphql(`
  mutation PostForBuyer($input: PostRfqInput!) {
    postRfq(input: $input) {
      rfq {
        id
        number
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

const Offers = graphql(`
  query Offers($id: ID!) {
    rfq(id: $id) {
      id
      number
      state
      buyer {
        id
      }
      fanOut {
        invited
      }
      comparison {
        entries(first: 20) {
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
                country
              }
            }
            ledger {
              component
              amount {
                amount
              }
              note
            }
            gaps {
              message
            }
          }
        }
      }
    }
  }
`);

const CloseRfq = graphql(`
  mutation CloseForBuyer($input: CloseRfqInput!) {
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

const AwardRfq = graphql(`
  mutation AwardForBuyer($input: AwardRfqInput!) {
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
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`);

export type Wish = Omit<VariablesOf<typeof PostRfq>['input'], 'onBehalfOf' | 'idempotencyKey'>;

/**
 * Posts a request for a buyer; `key` is the shop's own name for it. What the browser sent decides neither whom it
 * is for nor which request it repeats.
 */
export async function post(engine: Engine, buyerId: string, wish: Wish, key: string) {
  const input = { ...wish, onBehalfOf: buyerId, idempotencyKey: key };
  const { rfq } = await engine.mutate(PostRfq, { input }, key);
  return rfq;
}

/**
 * A request with its offers, for the buyer whose it is; `null` for anybody else. The shop's server may see the
 * requests of all of its buyers, so it is the shop that keeps them apart.
 */
export async function offersFor(engine: Engine, buyerId: string, rfqId: string) {
  const { rfq } = await engine.query(Offers, { id: rfqId });
  if (rfq?.buyer.id !== buyerId) return null;
  const { number, state, fanOut, comparison } = rfq;
  const offers = (comparison?.entries.nodes ?? []).map(({ quote, ledger, gaps, ...offer }) => ({
    ...offer,
    quoteId: quote.id,
    supplier: quote.supplier.name,
    country: quote.supplier.country,
    why: ledger.map(({ component, amount, note }) => `${component} ${amount.amount}: ${note}`),
    missing: gaps.map(({ message }) => message),
  }));
  return { number, state, invited: fanOut.invited, offers };
}

/** Gives a request to one offer, ending it early where it is still open; `null` where it is not the buyer's. */
export async function award(engine: Engine, buyerId: string, rfqId: string, quoteId: string) {
  const request = await offersFor(engine, buyerId, rfqId);
  if (!request) return null;
  if (request.state === 'OPEN') await engine.mutate(CloseRfq, { input: { rfqId } }, `${rfqId}/close`);
  const input = { rfqId, quoteId };
  const { awards } = await engine.mutate(AwardRfq, { input }, `${rfqId}/award/${quoteId}`);
  return awards;
}
