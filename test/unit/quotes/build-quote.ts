import { DomainError, type Problem } from '../../../src/platform/kernel/domain-error.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { type QuoteBasis, readQuote } from '../../../src/modules/quotes/quote-content.rules.ts';
import type { QuoteContentInput } from '../../../src/modules/quotes/quote-input.type.ts';
import type { QuoteLineInput } from '../../../src/modules/quotes/quote-line-input.type.ts';

export const RFQ_ID = '01911111-1111-7111-8111-111111111111';
export const OTHER_RFQ_ID = '01922222-2222-7222-8222-222222222222';
export const NOW = new Date('2026-03-01T12:00:00Z');
const DAY_MS = 86_400_000;

export const daysFromNow = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

export const lineId = (lineNo: number | string, rfqId = RFQ_ID): string =>
  encodeNodeId('RfqLine', rfqId, String(lineNo));

/** An open RFQ of three lines: pieces, kilograms, and a unit that only its words define. */
export function basis(rfq: Partial<QuoteBasis['rfq']> = {}): QuoteBasis {
  return {
    rfq: {
      id: RFQ_ID,
      closesAt: daysFromNow(7),
      bidVisibility: 'OPEN',
      allowPartialQuotes: true,
      now: NOW,
      ...rfq,
    },
    lines: [
      { lineNo: 1, unit: 'C62' },
      { lineNo: 2, unit: 'KGM' },
      { lineNo: 3, unit: 'ZZ' },
    ],
    units: new Map([
      ['C62', { dimension: 'COUNT' }],
      ['DZN', { dimension: 'COUNT' }],
      ['KGM', { dimension: 'MASS' }],
      ['TNE', { dimension: 'MASS' }],
      ['ZZ', { dimension: 'COUNT' }],
    ]),
  };
}

export function line(changes: Partial<QuoteLineInput> = {}): QuoteLineInput {
  return { lineId: lineId(1), unitPrice: '12.5', ...changes };
}

export function quote(changes: Partial<QuoteContentInput> = {}): QuoteContentInput {
  return {
    currency: 'EUR',
    incoterm: 'DAP',
    validUntil: daysFromNow(60),
    leadTimeDays: 14,
    lines: [line()],
    ...changes,
  };
}

/** The same input with an explicit null for each absent field, as GraphQL passes it on. */
export function withNulls<Input extends object>(input: Input, fields: readonly (keyof Input)[]): Input {
  return Object.assign({ ...input }, Object.fromEntries(fields.map((field) => [field, null])));
}

function problemsIn(input: QuoteContentInput, against: QuoteBasis): readonly Problem[] {
  try {
    readQuote(input, against);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.problems;
  }
}

/** What is wrong with a quote, as `CODE path`, in the order it was found; empty when nothing is. */
export const problemsOf = (input: QuoteContentInput, against: QuoteBasis = basis()): string[] =>
  problemsIn(input, against).map(({ code, path }) => `${code} ${path.join('.')}`);

/** What people are told is wrong with a quote. */
export const messagesOf = (input: QuoteContentInput, against: QuoteBasis = basis()): string[] =>
  problemsIn(input, against).map(({ message }) => message);

/** What is wrong with a quote of this one line. */
export const lineProblemsOf = (changes: Partial<QuoteLineInput>): string[] =>
  problemsOf(quote({ lines: [line(changes)] }));
