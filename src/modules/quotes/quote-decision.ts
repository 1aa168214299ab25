import { actorKey } from '../../platform/kernel/actor.ts';
import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { audit } from '../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import type { Tx } from '../../platform/db/sql.ts';
import type { CommandContext } from '../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../platform/idempotency/idempotency.writes.ts';
import { invitationNotFound, lockInvitation } from '../invitations/index.ts';
import { lockRfq } from '../rfqs/index.ts';
import { assertTakesQuotes, quoteNotFound } from './quote.rules.ts';
import { lockQuoteOf, type QuoteTurn } from './quote.writes.ts';

/** What an input's id names. */
export interface QuoteTarget {
  /** `undefined` where the id is malformed. */
  readonly rfqId: string | undefined;
  /** Whether the id means this turn: the caller's own invitation, or its own quote. */
  readonly isMeant: (turn: QuoteTurn) => boolean;
  /** The answer where it does not, or where there is nothing. */
  readonly notFound: () => DomainError;
  /** What is decided makes the quote, whose id comes from the key: the key is remembered for good. */
  readonly creation?: true;
}

/** The calling supplier's invitation, by its global id. */
export function ownInvitation(invitationId: string): QuoteTarget {
  const [rfqId, supplierId] = keyOf('Invitation', invitationId, 2) ?? [];
  return {
    rfqId,
    isMeant: (turn) => turn.supplierId === supplierId,
    notFound: invitationNotFound,
    creation: true,
  };
}

/** The calling supplier's quote, by its global id. */
export function ownQuote(globalId: string): QuoteTarget {
  const [rfqId, quoteId] = keyOf('Quote', globalId, 2) ?? [];
  return { rfqId, isMeant: (turn) => turn.quote?.id === quoteId, notFound: quoteNotFound };
}

/** A quote as a decision has left it. */
export interface DecidedQuote {
  readonly rfqId: string;
  readonly quoteId: string;
  readonly replayed: boolean;
}

/**
 * The frame of everything that a supplier does with its quote: one transaction that holds the RFQ open and the
 * supplier's invitation for itself, refuses strangers as if nothing existed, honours the idempotency key, judges
 * the deadline by database time after the lock was had, and writes the audit row (ids and versions only: prices
 * may be sealed). Throws `FORBIDDEN`, `NOT_FOUND` or `RFQ_CLOSED`.
 */
export async function decideOnQuote(
  ctx: CommandContext,
  action: string,
  input: { readonly idempotencyKey?: string | undefined },
  target: QuoteTarget,
  decide: (tx: Tx, turn: QuoteTurn) => Promise<{ quoteId: string; version: number }>,
): Promise<DecidedQuote> {
  const { actor } = ctx;
  const { rfqId, isMeant, notFound, creation } = target;
  if (actor.role !== 'SUPPLIER') throw fail('FORBIDDEN', 'Only invited suppliers quote.');
  if (rfqId === undefined) throw notFound();
  return inTransaction(ctx.db, async (tx) => {
    const replayed = await isReplay(tx, {
      aggregateId: rfqId,
      actorKey: actorKey(actor),
      key: input.idempotencyKey ?? undefined,
      hash: requestHash(action, input),
      ...(creation && { creation }),
    });
    const turn = await takeTurn(tx, rfqId, actor.supplierId);
    if (!turn || !isMeant(turn)) throw notFound();
    if (replayed) {
      if (!turn.quote) throw new Error('an idempotency key was used on a quote that does not exist');
      return { rfqId, quoteId: turn.quote.id, replayed };
    }
    assertTakesQuotes(turn.rfq);
    const details = await decide(tx, turn);
    await audit(tx, { aggregateId: rfqId, action, actor, details });
    return { rfqId, quoteId: details.quoteId, replayed };
  });
}

/**
 * Locks RFQ (shared, so that suppliers do not wait for each other), invitation and quote, always in this order;
 * `null` for a supplier that was not asked.
 */
async function takeTurn(tx: Tx, rfqId: string, supplierId: string): Promise<QuoteTurn | null> {
  const rfq = await lockRfq(tx, rfqId, 'share');
  const invitation = rfq && (await lockInvitation(tx, rfqId, supplierId));
  if (!rfq || !invitation || invitation.state === 'SELECTED' || invitation.state === 'SUPPRESSED')
    return null;
  return { rfq, supplierId, quote: await lockQuoteOf(tx, rfqId, supplierId) };
}
