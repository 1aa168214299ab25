import { Best } from './best.ts';
import type { Candidate, MatchRequest } from './candidate.ts';
import { explain, type Reason } from './explain.ts';
import { FilterReason, filterReasonOf, unfitReasonOf } from './filter.ts';
import { measure, scoreOf } from './score.ts';

/** Suppliers that were kept from a place on the shortlist and can say why: at most so many are kept. */
const MAX_SUPPRESSED = 100;

const SUPPRESSING: ReadonlySet<FilterReason> = new Set([
  'OPTED_OUT',
  'BLOCKED_BY_PARTNER',
  'EXCLUDED_BY_BUYER',
]);

/** A supplier on the shortlist, or kept from it by the reason in `suppressed`. */
export interface ShortlistEntry {
  readonly supplierId: string;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly suppressed: FilterReason | null;
}

/** How many candidates one filter removed; a candidate counts once, for its first reason. */
export interface FunnelStep {
  readonly reason: FilterReason;
  readonly count: number;
}

interface Contender {
  readonly candidate: Candidate;
  readonly named: boolean;
  readonly score: number;
  readonly ticket: number;
  readonly suppressed: FilterReason | null;
}

/**
 * Selects the suppliers to ask from a stream of candidates, each of which comes once, in any order: those that
 * the buyer names, then the best by score. Equal scores are ordered by a number drawn from request and supplier, so that
 * the same suppliers do not win every tie.
 */
export class Selection {
  readonly #request: MatchRequest;
  readonly #selected: Best<Contender>;
  readonly #suppressed = new Best<Contender>(MAX_SUPPRESSED, byMerit);
  readonly #removed = new Map<FilterReason, number>(Object.values(FilterReason).map((reason) => [reason, 0]));
  #candidates = 0;

  /** At most `limit` suppliers (`Infinity` for all), or as many as the buyer names. */
  constructor(request: MatchRequest, limit: number) {
    this.#request = request;
    this.#selected = new Best(Math.max(limit, request.invite.size), byMerit);
  }

  consider(candidate: Candidate): void {
    this.#candidates += 1;
    const reason = filterReasonOf(candidate, this.#request);
    if (reason === null) {
      this.#selected.add(this.#contender(candidate, null));
      return;
    }
    this.#removed.set(reason, (this.#removed.get(reason) ?? 0) + 1);
    if (SUPPRESSING.has(reason) && unfitReasonOf(candidate) === null) {
      this.#suppressed.add(this.#contender(candidate, reason));
    }
  }

  /** How many came in. */
  get candidates(): number {
    return this.#candidates;
  }

  /** What each filter removed, in their order; the rest of the candidates passed. */
  funnel(): FunnelStep[] {
    return [...this.#removed].map(([reason, count]) => ({ reason, count }));
  }

  /** The selected, best first, made one by one: everyone may be very many. */
  *selected(): Generator<ShortlistEntry> {
    for (const contender of this.#selected.sorted()) yield this.#entry(contender);
  }

  /** Those that would have been selected but for one reason of their own, the partner's or the buyer's. */
  suppressed(): ShortlistEntry[] {
    const { bar } = this.#selected;
    return this.#suppressed
      .sorted()
      .filter((contender) => bar === undefined || byMerit(contender, bar) < 0)
      .map((contender) => this.#entry(contender));
  }

  #contender(candidate: Candidate, suppressed: FilterReason | null): Contender {
    const { supplierId } = candidate;
    return {
      candidate,
      named: this.#request.invite.has(supplierId),
      score: scoreOf(measure(candidate, this.#request)),
      ticket: ticketOf(this.#request.rfqId, supplierId),
      suppressed,
    };
  }

  #entry({ candidate, score, suppressed }: Contender): ShortlistEntry {
    const reasons = explain(candidate, this.#request, measure(candidate, this.#request));
    return { supplierId: candidate.supplierId, score, reasons, suppressed };
  }
}

function byMerit(a: Contender, b: Contender): number {
  return (
    Number(b.named) - Number(a.named) ||
    b.score - a.score ||
    a.ticket - b.ticket ||
    (a.candidate.supplierId < b.candidate.supplierId
      ? -1
      : Number(a.candidate.supplierId > b.candidate.supplierId))
  );
}

/** A fixed number for a request and a supplier that looks drawn by lot (FNV-1a, 32 bits). */
function ticketOf(rfqId: string, supplierId: string): number {
  let hash = 0x811c9dc5;
  for (const text of [rfqId, supplierId]) {
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
