import { type Fixed, formatFixed, formatRounded } from '../../platform/kernel/fixed.ts';
import { type Connection, type ConnectionArgs, pageOfList } from '../../platform/graphql/relay.ts';
import type { Money } from '../../platform/graphql/values.type.ts';
import { minorDigitsOf } from '../catalog/index.ts';
import { type RfqLine, toRfqLine } from '../rfqs/index.ts';
import { inputHash, type RfqComparison } from './comparison.queries.ts';
import type { ComparedLine, ComparisonGap, LedgerItem, TierAdvice } from './comparison-parts.type.ts';
import type { ComparisonEntry, QuoteComparison } from './comparison.type.ts';
import {
  type ComparedLine as ScoredLine,
  type ComparisonEntry as ScoredEntry,
  type ComparisonGap as ScoredGap,
  describeLedgerItem,
  type LedgerItem as ScoredItem,
  type TierAdvice as ScoredAdvice,
} from './scoring/index.ts';

/** A comparison as the API shows it; its hash is computed only when it is asked for. */
export function toQuoteComparison(comparison: RfqComparison): QuoteComparison {
  return {
    method: comparison.policy.method,
    currency: comparison.result.currency,
    ratesAsOf: comparison.ratesAsOf,
    inputHash: () => inputHash(comparison.input),
    comparison,
  };
}

/** A page of a comparison's entries; only what is shown is put together. */
export function toEntryPage(comparison: RfqComparison, args: ConnectionArgs): Connection<ComparisonEntry> {
  const page = pageOfList('entries', comparison.result.entries, args, (entry) => entry.quoteId);
  const view = new EntryView(comparison);
  const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: view.entry(node) }));
  return { ...page, edges, nodes: edges.map((edge) => edge.node) };
}

/** Puts entries together for showing: exact values become text, line numbers become lines. */
class EntryView {
  readonly #rfqId: string;
  readonly #currency: string;
  readonly #lines: ReadonlyMap<number, RfqLine>;

  constructor({ rfqId, result, lines }: RfqComparison) {
    this.#rfqId = rfqId;
    this.#currency = result.currency;
    this.#lines = new Map(lines.map((line) => [line.lineNo, toRfqLine(line)]));
  }

  entry(entry: ScoredEntry): ComparisonEntry {
    return {
      rank: entry.rank,
      standing: entry.standing,
      total: {
        amount: formatRounded(entry.total, minorDigitsOf(this.#currency)),
        currency: this.#currency,
      },
      unroundedTotal: formatFixed(entry.total),
      score: entry.score === null ? null : Number(formatFixed(entry.score)),
      leadTimeDays: entry.leadTimeDays,
      ledger: entry.ledger.map((item) => this.#item(item)),
      lines: entry.lines.map((line) => this.#comparedLine(line)),
      criteria: entry.criteria.map(({ name, raw, normalised, weight, contribution }) => ({
        name,
        raw: formatFixed(raw),
        normalised: formatFixed(normalised),
        weight: formatFixed(weight),
        contribution: formatFixed(contribution),
      })),
      flags: [...entry.flags],
      gaps: entry.gaps.map((gap) => this.#gap(gap)),
      advice: entry.advice.map((advice) => this.#advice(advice)),
      disqualified: entry.disqualified,
      quoteKey: `${this.#rfqId}:${entry.quoteId}`,
    };
  }

  #money(amount: Fixed): Money {
    return { amount: formatFixed(amount), currency: this.#currency };
  }

  #optionalMoney(amount: Fixed | null): Money | null {
    return amount === null ? null : this.#money(amount);
  }

  #line(lineNo: number): RfqLine {
    const line = this.#lines.get(lineNo);
    if (!line) throw new Error(`the comparison names line ${lineNo}, which the request does not have`);
    return line;
  }

  #item(item: ScoredItem): LedgerItem {
    const { component, lineNo, amount, originalAmount, originalCurrency } = item;
    return {
      component,
      line: lineNo === null ? null : this.#line(lineNo),
      amount: this.#money(amount),
      originalAmount:
        originalAmount === null || originalCurrency === null
          ? null
          : { amount: formatFixed(originalAmount), currency: originalCurrency },
      note: describeLedgerItem(item, this.#currency),
    };
  }

  #gap({ code, message, lineNo, component }: ScoredGap): ComparisonGap {
    return { code, message, component, line: lineNo === null ? null : this.#line(lineNo) };
  }

  #comparedLine({ lineNo, orderedQuantity, unit, unitPrice, cost, gap, ...rest }: ScoredLine): ComparedLine {
    return {
      line: this.#line(lineNo),
      bidType: rest.bidType,
      counted: rest.counted,
      orderedQuantity:
        orderedQuantity === null || unit === null
          ? null
          : { value: formatFixed(orderedQuantity), unit, unitText: this.#unitText(lineNo, unit) },
      unitPrice: this.#optionalMoney(unitPrice),
      cost: this.#optionalMoney(cost),
      rank: rest.rank,
      gap: gap && this.#gap(gap),
    };
  }

  #advice({ lineNo, quantity, unit, cost, saving, overbuyPercent }: ScoredAdvice): TierAdvice {
    return {
      line: this.#line(lineNo),
      quantity: { value: formatFixed(quantity), unit, unitText: this.#unitText(lineNo, unit) },
      cost: this.#money(cost),
      saving: this.#optionalMoney(saving),
      overbuyPercent: formatFixed(overbuyPercent),
    };
  }

  /** A quote that names no unit of its own means the asked one, and its words where no code fits. */
  #unitText(lineNo: number, unit: string): string | null {
    const asked = this.#line(lineNo).quantity;
    return unit === asked.unit ? asked.unitText : null;
  }
}
