import { Problems } from '../../platform/kernel/problems.ts';
import type { QuoteContent } from './quote-content.ts';
import type { QuoteContentInput } from './quote-input.type.ts';
import { type AskedLine, readLines, type UnitTable } from './quote-line.rules.ts';
import { isComplete, missingLines } from './quote.rules.ts';
import { readTerms } from './quote-terms.rules.ts';

const MAX_LINES = 1_000;
const MAX_NAMED_LINES = 20;

/** What a quote is judged against. */
export interface QuoteBasis {
  readonly rfq: {
    readonly id: string;
    readonly closesAt: Date;
    readonly bidVisibility: 'OPEN' | 'SEALED';
    readonly allowPartialQuotes: boolean;
    /** Database time of the submission. */
    readonly now: Date;
  };
  /** All lines of the RFQ, in order. */
  readonly lines: readonly AskedLine[];
  /** The units that the quote or the RFQ names, as far as they exist. */
  readonly units: UnitTable;
}

/** Reads a quote. Throws every problem at once, each with its path from the input's root. */
export function readQuote(input: QuoteContentInput, basis: QuoteBasis): QuoteContent {
  const problems = new Problems();
  const terms = readTerms(problems, input, basis.rfq);
  problems.count(['lines'], input.lines, 1, MAX_LINES);
  const lines = readLines(problems, input.lines.slice(0, MAX_LINES), basis);
  const complete = isComplete(basis.lines, lines);
  if (!complete && !basis.rfq.allowPartialQuotes) {
    problems.add(
      ['lines'],
      `The request asks for complete quotes; not priced as asked: ${lineNumbers(missingLines(basis.lines, lines))}.`,
      'PARTIAL_NOT_ALLOWED',
    );
  }
  problems.throwIfAny();
  return { terms, lines, complete };
}

function lineNumbers(lineNos: readonly number[]): string {
  const shown = lineNos.slice(0, MAX_NAMED_LINES).join(', ');
  const rest = lineNos.length - MAX_NAMED_LINES;
  return `${lineNos.length === 1 ? 'line' : 'lines'} ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}
