import type { ResultOf } from 'gql.tada';
import { type Engine, RefusedError } from '../engine/client.ts';
import { graphql } from '../engine/graphql.ts';
import { decide, type OfferedLine, type Rules } from './rules.ts';

const DAY_MS = 86_400_000;

const Inbox = graphql(`
  query Inbox($after: String) {
    viewer {
      invitations(first: 20, after: $after, filter: { states: [SENT, VIEWED] }) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          rfq {
            number
            title
            allowPartialQuotes
            closesAt
            deliverTo {
              country
              place
            }
            lines {
              id
              category {
                scheme
                code
              }
              quantity {
                value
                unit
              }
            }
          }
        }
      }
    }
  }
`);

const SubmitQuote = graphql(`
  mutation SubmitQuote($input: SubmitQuoteInput!) {
    submitQuote(input: $input) {
      quote {
        id
        complete
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`);

const DeclineInvitation = graphql(`
  mutation DeclineInvitation($input: DeclineInvitationInput!) {
    declineInvitation(input: $input) {
      invitation {
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

type Invitation = ResultOf<typeof Inbox>['viewer']['invitations']['nodes'][number];

/** Answers every invitation that awaits an answer, by the rules; how many it quoted on and how many it declined. */
export async function answerInvitations(engine: Engine, rules: Rules, log: (line: string) => void) {
  let [quoted, declined] = [0, 0];
  for (const invitation of await openInvitations(engine)) {
    const decision = decide(invitation.rfq, rules);
    try {
      if ('quote' in decision) {
        await submit(engine, invitation, decision.quote, rules);
        quoted += 1;
        log(`Quoted on ${invitation.rfq.number} (${invitation.rfq.title}).`);
      } else {
        const input = { invitationId: invitation.id, code: decision.decline, comment: decision.comment };
        await engine.mutate(DeclineInvitation, { input }, `${invitation.id}/decline`);
        declined += 1;
        log(`Declined ${invitation.rfq.number}: ${decision.comment}`);
      }
    } catch (error) {
      // Closed or cancelled meanwhile, say: the others are answered all the same.
      if (!(error instanceof RefusedError)) throw error;
      log(`${invitation.rfq.number}: ${error.message}`);
    }
  }
  return { quoted, declined };
}

/** All of them at first, since answering one takes it out of the list that is being paged through. */
async function openInvitations(engine: Engine): Promise<readonly Invitation[]> {
  const found: Invitation[] = [];
  for (let after: string | null = null; ;) {
    const page: ResultOf<typeof Inbox> = await engine.query(Inbox, { after });
    const { nodes, pageInfo } = page.viewer.invitations;
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

/** The key names the invitation and not the attempt: a bot that is started twice quotes once. */
const submit = (
  engine: Engine,
  { id, rfq }: Invitation,
  offered: { readonly lines: OfferedLine[]; readonly leadTimeDays: number },
  { currency, validForDays }: Rules,
) =>
  engine.mutate(
    SubmitQuote,
    {
      input: {
        invitationId: id,
        currency,
        incoterm: 'DDP',
        incotermPlace: rfq.deliverTo.place,
        // From the deadline, not from now: sent again, the input must be the same.
        validUntil: new Date(Date.parse(rfq.closesAt) + validForDays * DAY_MS).toISOString(),
        ...offered,
      },
    },
    `${id}/quote`,
  );
