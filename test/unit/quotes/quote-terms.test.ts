import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuote } from '../../../src/modules/quotes/quote-content.rules.ts';
import { div, fixedInt, formatFixed } from '../../../src/platform/kernel/fixed.ts';
import { basis, daysFromNow, line, problemsOf, quote, withNulls } from './build-quote.ts';

const charge = (label: string) => ({ label, amount: { amount: '1', currency: 'EUR' } });

const early = (discountPercent: string, days = 10) =>
  problemsOf(quote({ earlyPayment: { discountPercent, days } }));

const schedule = (...percents: string[]) =>
  problemsOf(quote({ paymentSchedule: percents.map((percent) => ({ percent, days: 0 })) }));

/** Millionths as decimal text. */
const micro = (value: number): string => formatFixed(div(fixedInt(value), fixedInt(1_000_000)));

const validity = (days: number, bidVisibility: 'OPEN' | 'SEALED') =>
  problemsOf(quote({ validUntil: daysFromNow(days) }), basis({ bidVisibility }));

describe('a quote’s header', () => {
  it('is read with what was left out filled in', () => {
    const { terms } = readQuote(quote({ paymentSchedule: [{ percent: '100', days: 30 }] }), basis());
    expect(terms).toEqual({
      currency: 'EUR',
      incoterm: 'DAP',
      incotermPlace: null,
      shipFrom: null,
      paymentSchedule: [{ percent: '100', days: 30, anchor: 'DELIVERY' }],
      earlyPayment: null,
      validUntil: daysFromNow(60),
      leadTimeDays: 14,
      minimumOrderValue: null,
      fixedCharges: [],
    });
  });

  it('takes an explicit null for an absent value', () => {
    const absent = [
      'incotermPlace',
      'shipFrom',
      'paymentSchedule',
      'earlyPayment',
      'minimumOrderValue',
      'fixedCharges',
      'idempotencyKey',
    ] as const;
    expect(readQuote(withNulls(quote(), absent), basis())).toEqual(readQuote(quote(), basis()));
  });

  it('refuses texts that cannot be kept or are too long', () => {
    expect(problemsOf(quote({ incotermPlace: 'Ham\u0000burg' }))).toEqual([
      'VALIDATION_FAILED incotermPlace',
    ]);
    expect(problemsOf(quote({ incotermPlace: 'x'.repeat(201) }))).toEqual([
      'VALIDATION_FAILED incotermPlace',
    ]);
    expect(problemsOf(quote({ fixedCharges: [charge('mould'), charge(' '), charge('\uD800')] }))).toEqual([
      'VALIDATION_FAILED fixedCharges.1.label',
      'VALIDATION_FAILED fixedCharges.2.label',
    ]);
  });

  it('keeps what people write as they write it', () => {
    const place = `O'Reilly "quay" %_; drop table quote; -- שלום e\u0301 \u202Eabc`;
    expect(readQuote(quote({ incotermPlace: place }), basis()).terms.incotermPlace).toBe(place);
  });

  it('bounds days and amounts', () => {
    const input = quote({
      leadTimeDays: 3_651,
      paymentSchedule: [{ percent: '100', days: -1 }],
      minimumOrderValue: { amount: '0', currency: 'EUR' },
      fixedCharges: [{ label: 'tooling', amount: { amount: '-0.01', currency: 'USD' } }],
    });
    expect(problemsOf(input)).toEqual([
      'VALIDATION_FAILED leadTimeDays',
      'VALIDATION_FAILED minimumOrderValue.amount',
      'VALIDATION_FAILED paymentSchedule.0.days',
      'VALIDATION_FAILED fixedCharges.0.amount.amount',
    ]);
  });

  it('refuses an early payment that costs nothing or everything', () => {
    expect(early('2')).toEqual([]);
    expect(early('0')).toEqual(['VALIDATION_FAILED earlyPayment.discountPercent']);
    expect(early('100')).toEqual(['VALIDATION_FAILED earlyPayment.discountPercent']);
    expect(early('100.5', 3_651)).toEqual([
      'VALIDATION_FAILED earlyPayment.discountPercent',
      'VALIDATION_FAILED earlyPayment.days',
    ]);
  });
});

describe('a payment schedule', () => {
  it('may be left out', () => {
    expect(schedule()).toEqual([]);
  });

  it('adds up to exactly 100 percent, to the last decimal', () => {
    expect(schedule('33.333333', '33.333333', '33.333334')).toEqual([]);
    expect(schedule('33.333333', '33.333333', '33.333333')).toEqual(['VALIDATION_FAILED paymentSchedule']);
    expect(schedule('60', '40.000001')).toEqual(['VALIDATION_FAILED paymentSchedule']);
  });

  it('has no instalment of nothing', () => {
    expect(schedule('100', '0')).toEqual(['VALIDATION_FAILED paymentSchedule.1.percent']);
    expect(schedule('150', '-50')).toEqual([
      'VALIDATION_FAILED paymentSchedule.0.percent',
      'VALIDATION_FAILED paymentSchedule.1.percent',
    ]);
  });

  it('is accepted for any way to cut 100 percent', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 99_999_999 }), { maxLength: 20 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), 100_000_000];
        const percents = places.slice(1).map((place, index) => micro(place - (places[index] ?? 0)));
        expect(schedule(...percents)).toEqual([]);
        expect(schedule(...percents, '0.000001')).toEqual(['VALIDATION_FAILED paymentSchedule']);
      }),
    );
  });
});

describe('a quote’s validity', () => {
  it('lies in the future and within ten years', () => {
    expect(validity(0, 'OPEN')).toEqual(['VALIDATION_FAILED validUntil']);
    expect(validity(-1, 'OPEN')).toEqual(['VALIDATION_FAILED validUntil']);
    expect(validity(3_650, 'OPEN')).toEqual([]);
    expect(validity(3_651, 'OPEN')).toEqual(['VALIDATION_FAILED validUntil']);
    expect(problemsOf(quote({ validUntil: new Date(Number.NaN) }))).toEqual(['VALIDATION_FAILED validUntil']);
  });

  it('outlasts the deadline of a sealed request, which cannot be awarded before', () => {
    expect(validity(7, 'SEALED')).toEqual(['VALIDATION_FAILED validUntil']);
    expect(validity(8, 'SEALED')).toEqual([]);
  });

  it('may end before the deadline of an open request, which may be closed early', () => {
    expect(validity(3, 'OPEN')).toEqual([]);
  });
});

it('tells everything that is wrong with a quote at once', () => {
  const input = quote({
    leadTimeDays: -1,
    validUntil: daysFromNow(-1),
    paymentSchedule: [{ percent: '99', days: 0 }],
    lines: [line({ unitPrice: '-1' }), line({ lineId: 'nonsense' })],
  });
  expect(problemsOf(input)).toEqual([
    'VALIDATION_FAILED validUntil',
    'VALIDATION_FAILED leadTimeDays',
    'VALIDATION_FAILED paymentSchedule',
    'VALIDATION_FAILED lines.0.unitPrice',
    'NOT_FOUND lines.1.lineId',
  ]);
});
