import { describe, expect, test } from 'vitest';
import { checkRates, MAX_RATES, type WantedRate } from '../../../src/modules/catalog/logistics-rate.rules.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';

const freight: WantedRate = {
  origin: 'CN',
  destination: 'EU',
  component: 'MAIN',
  basis: 'PER_KG',
  rate: '1.25',
  currency: 'USD',
};
const insurance: WantedRate = {
  origin: '*',
  destination: '*',
  component: 'INSURANCE',
  basis: 'PERCENT_OF_VALUE',
  rate: '0.3',
};

/** The paths of all problems. */
function problemsOf(rates: readonly WantedRate[]): string[] {
  try {
    checkRates(rates);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.problems.map(({ path }) => path.join('.'));
  }
}

describe('rates that a partner states', () => {
  test('name countries, a customs union or anywhere', () => {
    expect(problemsOf([freight, insurance])).toEqual([]);
    expect(problemsOf([{ ...freight, origin: 'XX' }])).toEqual(['rates.0.origin']);
    expect(problemsOf([{ ...freight, destination: 'eu' }])).toEqual(['rates.0.destination']);
    expect(problemsOf([{ ...freight, destination: '' }])).toEqual(['rates.0.destination']);
  });

  test('have a currency exactly where they are money', () => {
    expect(problemsOf([{ ...freight, currency: null }])).toEqual(['rates.0.currency']);
    expect(problemsOf([{ ...insurance, currency: 'EUR' }])).toEqual(['rates.0.currency']);
  });

  test('are never negative, and percentages have a bound', () => {
    expect(problemsOf([{ ...freight, rate: '-1' }])).toEqual(['rates.0.rate']);
    expect(problemsOf([{ ...freight, basis: 'PERCENT_OF_VALUE', rate: '100.1', currency: null }])).toEqual([
      'rates.0.rate',
    ]);
    expect(problemsOf([{ ...insurance, rate: '50' }])).toEqual([]);
    expect(problemsOf([{ ...insurance, rate: '50.1' }])).toEqual(['rates.0.rate']);
  });

  test('are stated once each, and all problems are told at once', () => {
    expect(problemsOf([freight, { ...freight, rate: '2' }])).toEqual(['rates.1']);
    expect(
      problemsOf([
        { ...freight, origin: '?' },
        { ...insurance, rate: '-1' },
      ]),
    ).toEqual(['rates.0.origin', 'rates.1.rate']);
  });

  test(`are 1 to ${MAX_RATES}`, () => {
    const many = Array.from({ length: MAX_RATES + 1 }, () => freight);
    expect(problemsOf([])).toEqual(['rates']);
    expect(problemsOf(many)).toContain('rates');
  });
});
