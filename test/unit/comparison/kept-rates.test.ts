import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  keptRates,
  type KnownRates,
  ratesOf,
} from '../../../src/modules/comparison/comparison-basis.rules.ts';
import type { RateNeeds } from '../../../src/modules/comparison/rate-needs.rules.ts';
import { canonicalJson } from '../../../src/platform/kernel/canonical-json.ts';

const NEEDS: RateNeeds = {
  units: ['C62', 'KGM'],
  currencies: ['EUR', 'USD'],
  origins: ['CN', 'PL'],
  hsCodes: ['732690'],
};
const RFQ = { destination: 'DE', currency: 'EUR' };

const unit = (code: string, factor = '1') =>
  [code, { code, name: code, symbol: null, dimension: 'COUNT', factor }] as const;
const cross = (currency: string) =>
  [
    currency,
    { rate: '0.9', multiplyBy: '1', divideBy: '1.1', rateIds: [`X:${currency}`], rateDate: '2026-01-01' },
  ] as const;
const freight = (origin: string, component: 'MAIN' | 'INSURANCE', currency: string | null) => ({
  rateId: `R:${component}`,
  origin,
  destination: 'DE',
  component,
  basis: currency === null ? ('PERCENT_OF_VALUE' as const) : ('PER_KG' as const),
  rate: '2.5',
  currency,
});
const duty = (origin: string, hsPrefix: string) => ({
  rateId: `D:${origin}:${hsPrefix}`,
  origin,
  destination: 'EU',
  hsPrefix,
  percent: '2.7',
});

const LOGISTICS = [
  freight('CN', 'MAIN', 'CNY'),
  freight('CN', 'INSURANCE', null),
  freight('PL', 'MAIN', 'PLN'),
];
const DUTIES = [duty('CN', '7326'), duty('*', ''), duty('EU', '73')];
const CURRENCIES = ['USD', 'CNY', 'PLN', 'EUR'];

const known = (changes: Partial<KnownRates> = {}): KnownRates => ({
  units: new Map([unit('KGM'), unit('C62')]),
  logistics: LOGISTICS,
  duties: DUTIES,
  fx: new Map(CURRENCIES.map(cross)),
  costOfCapital: '0.08',
  ...changes,
});

describe('the rates that are kept of a request', () => {
  test('are those that its quotes can use: by origin, goods, unit, and the currencies of quotes and freight', () => {
    const kept = keptRates(NEEDS, RFQ, known());
    expect(kept.units.map((one) => one.code)).toEqual(['C62', 'KGM']);
    expect(kept.logistics.map((one) => `${one.origin} ${one.component} ${one.currency}`)).toEqual([
      'CN INSURANCE EUR',
      'CN MAIN CNY',
      'PL MAIN PLN',
    ]);
    expect(kept.duties.map((one) => one.rateId)).toEqual(['D:*:', 'D:CN:7326', 'D:EU:73']);
    expect(kept.fx.map((one) => one.currency)).toEqual(['CNY', 'PLN', 'USD']);
    expect(kept).toMatchObject({ costOfCapital: '0.08', dutyBase: 'CIF' });
  });

  property.prop([
    fc.shuffledSubarray(LOGISTICS, { minLength: LOGISTICS.length }),
    fc.shuffledSubarray(DUTIES, { minLength: DUTIES.length }),
    fc.shuffledSubarray(CURRENCIES, { minLength: CURRENCIES.length }),
  ])('are the same bytes whatever else was looked up, in whatever order', (logistics, duties, currencies) => {
    const more = known({
      units: new Map([unit('LTR'), unit('C62'), unit('KGM')]),
      logistics: [freight('BR', 'MAIN', 'BRL'), ...logistics],
      duties: [...duties, duty('BR', ''), duty('CN', '85')],
      fx: new Map(['BRL', ...currencies].map(cross)),
    });
    expect(JSON.stringify(keptRates(NEEDS, RFQ, more))).toBe(JSON.stringify(keptRates(NEEDS, RFQ, known())));
  });

  test('read the same after they were frozen, whatever the order of their keys there', () => {
    const kept = keptRates(NEEDS, RFQ, known());
    const thawed = JSON.parse(canonicalJson(kept)) as typeof kept;
    expect(canonicalJson(ratesOf(thawed))).toBe(canonicalJson(ratesOf(kept)));
  });

  test('leave out a rate that is not known, and a unit too small to convert: neither is taken for 1', () => {
    const kept = keptRates(
      NEEDS,
      RFQ,
      known({ fx: new Map([cross('USD')]), units: new Map([unit('KGM', '0'), unit('C62')]) }),
    );
    expect(kept.fx.map((one) => one.currency)).toEqual(['USD']);
    expect(kept.units.map((one) => one.code)).toEqual(['C62']);
  });
});
