import fc from 'fast-check';
import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { crossRate, type FxLeg, fxRateId, requireRates } from '../../../src/modules/catalog/fx.rules.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';

const leg = (quote: string, rate: string, rateDate = '2026-04-13'): [string, FxLeg] => [
  quote,
  { id: fxRateId('ECB', rateDate, 'EUR', quote), rateDate, rate },
];

const legs = new Map([leg('USD', '1.1684'), leg('GBP', '0.87058'), leg('JPY', '186.75', '2026-04-10')]);

/** Rates as they are published: from thousandths to millions. */
const rateText = fc
  .tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, decimals]) => new Big(digits).div(10 ** decimals).toFixed(decimals));

describe('crossing exchange rates', () => {
  test('goes through the euro and names both rates and the older day', () => {
    expect(crossRate('JPY', 'USD', '2026-04-14', legs)).toEqual({
      rate: '0.006256492637',
      multiplyBy: '1.1684',
      divideBy: '186.75',
      rateIds: ['ECB:2026-04-10:EUR:JPY', 'ECB:2026-04-13:EUR:USD'],
      rateDate: '2026-04-10',
    });
  });

  test('needs one rate where the euro is one of the two', () => {
    expect(crossRate('EUR', 'GBP', '2026-04-14', legs)).toMatchObject({
      rate: '0.87058',
      rateIds: ['ECB:2026-04-13:EUR:GBP'],
    });
    expect(crossRate('GBP', 'EUR', '2026-04-14', legs)).toMatchObject({ rate: '1.148659514347' });
  });

  test.each(['EUR', 'USD', 'XAU'])('is 1 for a currency into itself, known or not: %s', (currency) => {
    expect(crossRate(currency, currency, '2026-04-14', legs)).toEqual({
      rate: '1',
      multiplyBy: '1',
      divideBy: '1',
      rateIds: [],
      rateDate: '2026-04-14',
    });
  });

  test('gives nothing where a rate is missing, on either side', () => {
    expect(crossRate('XAU', 'USD', '2026-04-14', legs)).toBeNull();
    expect(crossRate('USD', 'XAU', '2026-04-14', legs)).toBeNull();
    expect(crossRate('EUR', 'XAU', '2026-04-14', legs)).toBeNull();
  });

  test('equals decimal arithmetic to the twelfth decimal', () => {
    fc.assert(
      fc.property(rateText, rateText, (from, to) => {
        const rates = new Map([leg('AAA', from), leg('BBB', to)]);
        Big.DP = 12;
        Big.RM = Big.roundHalfUp;
        const expected = new Big(to).div(new Big(from));
        expect(new Big(crossRate('AAA', 'BBB', '2026-04-13', rates)?.rate ?? '').eq(expected)).toBe(true);
      }),
    );
  });

  test('there and back again is the way home, as a ratio', () => {
    fc.assert(
      fc.property(rateText, rateText, (from, to) => {
        const rates = new Map([leg('AAA', from), leg('BBB', to)]);
        const there = crossRate('AAA', 'BBB', '2026-04-13', rates);
        const back = crossRate('BBB', 'AAA', '2026-04-13', rates);
        expect([there?.multiplyBy, there?.divideBy]).toEqual([back?.divideBy, back?.multiplyBy]);
      }),
    );
  });
});

describe('requiring exchange rates', () => {
  const known = new Map([['USD', crossRate('USD', 'EUR', '2026-04-13', legs)!]]);

  test('passes where all are known', () => {
    expect(() => requireRates(known, ['USD', 'USD'], '2026-04-13')).not.toThrow();
  });

  test('names every missing currency once, and the day', () => {
    const missing = () => requireRates(known, ['XAU', 'USD', 'HRK', 'XAU'], '2026-04-13');
    expect(missing).toThrow(DomainError);
    expect(missing).toThrow(
      'FX_RATE_MISSING: No exchange rate for HRK, XAU is known on 2026-04-13 or in the 10 days before it.',
    );
  });
});
