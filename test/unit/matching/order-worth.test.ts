import { describe, expect, it } from 'vitest';
import { worthOf } from '../../../src/modules/matching/order-worth.rules.ts';

const line = (quantity: string, targetAmount: string | null, targetCurrency: string | null = 'EUR') => ({
  quantity,
  targetAmount,
  targetCurrency,
});
const same = { multiplyBy: '1', divideBy: '1' };
/** 1 EUR = 1.25 USD, told against EUR. */
const rates = new Map([
  ['EUR', same],
  ['USD', { multiplyBy: '1', divideBy: '1.25' }],
]);

describe('the worth of a request', () => {
  it('is the sum of its target prices, told in every currency with a rate', () => {
    expect(worthOf([line('500', '0.1'), line('2', '12.5', 'USD')], rates)).toEqual([
      { currency: 'EUR', amount: '70' },
      { currency: 'USD', amount: '87.5' },
    ]);
  });

  it('is exact where floating point is not', () => {
    expect(worthOf([line('3', '0.1')], new Map([['EUR', same]]))).toEqual([
      { currency: 'EUR', amount: '0.3' },
    ]);
  });

  it('is unknown when one line has no price, or one in a currency without a rate', () => {
    expect(worthOf([line('1', '5'), line('1', null, null)], rates)).toEqual([]);
    expect(worthOf([line('1', '5'), line('1', '5', 'XTS')], rates)).toEqual([]);
  });
});
