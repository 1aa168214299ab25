import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { canonicalJson } from '../../platform/kernel/canonical-json.ts';
import type { Db } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import { findOpenedQuotes, type OpenedQuote } from '../quotes/index.ts';
import {
  type ComparisonPolicy,
  findRfqLines,
  findRfqs,
  isOpened,
  type RfqLineRecord,
  type RfqRecord,
} from '../rfqs/index.ts';
import { findBases } from './comparison-basis.queries.ts';
import { comparisonInput } from './comparison-input.rules.ts';
import type { ComparableRfq } from './rate-needs.rules.ts';
import { type ComparisonInput, type ComparisonResult, compareQuotes } from './scoring/index.ts';

/** What to compare: an RFQ's quotes, by its published policy or by another. */
export interface ComparisonRequest {
  readonly rfqId: string;
  /** `null` for the published one. */
  readonly policy: ComparisonPolicy | null;
}

export interface RfqComparison {
  readonly rfqId: string;
  /** ISO date of the rates, from which payment terms count too. */
  readonly ratesAsOf: string;
  readonly policy: ComparisonPolicy;
  readonly lines: readonly RfqLineRecord[];
  readonly input: ComparisonInput;
  readonly result: ComparisonResult;
}

/**
 * Compares the opened quotes of RFQs that the actor may read, in the order of the requests; nothing is saved.
 * `null` where the actor may not see the quotes: for suppliers always, for everybody while they are sealed.
 */
export async function compareRfqs(
  db: Db,
  actor: Actor,
  requests: readonly ComparisonRequest[],
): Promise<(RfqComparison | null)[]> {
  const rfqs = await findRfqs(db, actor, [...new Set(requests.map((request) => request.rfqId))]);
  const comparable = await findComparable(db, rfqs.filter(isOpened));
  if (comparable.length === 0) return requests.map(() => null);
  const bases = await findBases(db, comparable);
  const byId = new Map(comparable.map((one) => [one.rfq.id, one]));
  return requests.map((request) => {
    const { rfqId } = request;
    const [one, basis] = [byId.get(rfqId), bases.get(rfqId)];
    if (!one || !basis) return null;
    const policy = request.policy ?? one.rfq.comparison;
    const input = comparisonInput(one, basis, policy);
    const { ratesAsOf } = basis;
    return { rfqId, ratesAsOf, policy, lines: one.lines, input, result: compareQuotes(input) };
  });
}

/** Like `compareRfqs`, for one RFQ. */
export async function compareRfq(
  db: Db,
  actor: Actor,
  rfqId: string,
  policy: ComparisonPolicy | null = null,
): Promise<RfqComparison | null> {
  return (await compareRfqs(db, actor, [{ rfqId, policy }]))[0] ?? null;
}

/** RFQs with their lines and opened quotes: three statements, however many. */
export async function findComparable(db: Db, rfqs: readonly RfqRecord[]): Promise<ComparableRfq[]> {
  if (rfqs.length === 0) return [];
  const ids = rfqs.map((rfq) => rfq.id);
  const lines = grouped(await findRfqLines(db, ids));
  const quotes = grouped<OpenedQuote>(await findOpenedQuotes(db, ids));
  return rfqs.map((rfq) => ({ rfq, lines: lines.get(rfq.id) ?? [], quotes: quotes.get(rfq.id) ?? [] }));
}

function grouped<Row extends { readonly rfqId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.rfqId);
    if (group) group.push(row);
    else groups.set(row.rfqId, [row]);
  }
  return groups;
}

/** The scoring's input for an RFQ as the engine sees it, by the published policy; `null` for one that is absent or sealed. */
export async function findComparisonInput(db: Db, rfqId: string): Promise<ComparisonInput | null> {
  const [one] = await findComparable(db, (await findRfqs(db, 'engine', [rfqId])).filter(isOpened));
  const basis = one && (await findBases(db, [one])).get(rfqId);
  return one && basis ? comparisonInput(one, basis, one.rfq.comparison) : null;
}

/** Stands for everything that a comparison depends on: equal hashes mean equal results. SHA-256, hexadecimal. */
export const inputHash = (input: ComparisonInput): string =>
  createHash('sha256').update(canonicalJson(input)).digest('hex');

/** Comparisons as the caller may see them; those asked for within one tick share their statements. */
export const comparisonLoader = defineLoader(
  (context) =>
    new DataLoader<ComparisonRequest, RfqComparison | null, string>(
      async (requests) =>
        context.actor ? compareRfqs(context.db, context.actor, requests) : requests.map(() => null),
      { cacheKeyFn: ({ rfqId, policy }) => `${rfqId} ${canonicalJson(policy)}` },
    ),
);
