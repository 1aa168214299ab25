import { describe, expect, it } from 'vitest';
import {
  assertMayChange,
  assertMaySubmit,
  assertTakesQuotes,
  type StoredQuoteState,
} from '../../../src/modules/quotes/quote.rules.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';

function codeOf(run: () => void): string {
  try {
    run();
    return 'OK';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const STATES: readonly StoredQuoteState[] = [
  'SUBMITTED',
  'WITHDRAWN',
  'INVALID',
  'DISQUALIFIED',
  'AWARDED',
  'PARTIALLY_AWARDED',
  'NOT_AWARDED',
];

describe('a supplier', () => {
  it('submits when it has no quote, or has withdrawn it', () => {
    expect(codeOf(() => assertMaySubmit(null))).toBe('OK');
    for (const state of STATES) {
      expect(codeOf(() => assertMaySubmit({ version: 1, state }))).toBe(
        state === 'WITHDRAWN' ? 'OK' : 'ALREADY_QUOTED',
      );
    }
  });

  it('changes a quote that is in force or was made invalid by an amendment, and no other', () => {
    for (const state of STATES) {
      expect(codeOf(() => assertMayChange({ version: 3, state }, 3))).toBe(
        state === 'SUBMITTED' || state === 'INVALID' ? 'OK' : 'INVALID_STATE',
      );
    }
  });

  it('changes only the version that it has read', () => {
    for (const expected of [-1, 0, 2, 4]) {
      expect(codeOf(() => assertMayChange({ version: 3, state: 'SUBMITTED' }, expected))).toBe(
        'VERSION_CONFLICT',
      );
    }
  });

  it('is heard while the request is open and its deadline has not passed', () => {
    expect(codeOf(() => assertTakesQuotes({ state: 'OPEN', due: false }))).toBe('OK');
    expect(codeOf(() => assertTakesQuotes({ state: 'OPEN', due: true }))).toBe('RFQ_CLOSED');
    for (const state of ['DRAFT', 'CLOSED', 'CANCELLED', 'AWARDED', 'UNSUCCESSFUL'])
      expect(codeOf(() => assertTakesQuotes({ state, due: false }))).toBe('RFQ_CLOSED');
  });
});
