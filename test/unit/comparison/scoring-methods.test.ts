import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareQuotes,
  type ComparisonPolicy,
  type Criterion,
} from '../../../src/modules/comparison/scoring/index.ts';
import { squareRoot } from '../../../src/modules/comparison/scoring/square-root.ts';
import {
  fixed,
  fixedInt,
  formatFixed,
  formatRounded,
  sub,
  sum,
  type Fixed,
} from '../../../src/platform/kernel/fixed.ts';
import { cents, compared, comparison, gapCodes, priced } from './build-comparison.ts';

const criterion = (
  name: string,
  kind: Criterion['kind'],
  [best, worst]: readonly [string, string],
  weight: string,
): Criterion => ({ name, kind, best: fixed(best), worst: fixed(worst), weight: fixed(weight) });

const COST = criterion('cost', 'COST', ['50', '250'], '0.6');
const QUALITY = criterion('quality', 'VALUE', ['100', '0'], '0.4');
const LEAD_TIME = criterion('lead time', 'LEAD_TIME', ['0', '40'], '1');

const policy = (
  method: ComparisonPolicy['method'],
  ...criteria: readonly Criterion[]
): Partial<ComparisonPolicy> => ({
  method,
  criteria,
});

/** A bid of a price and a quality. */
const bid = (quoteId: string, price: string, quality: string, leadTimeDays = 0) =>
  priced(quoteId, price, { leadTimeDays, criterionValues: [{ name: 'quality', value: fixed(quality) }] });

const shown = (value: Fixed | null, digits: number): string =>
  value === null ? 'none' : formatRounded(value, digits);

describe('weighted sum', () => {
  const entries = compared({
    policy: policy('WEIGHTED_SUM', COST, QUALITY),
    quotes: [bid('A', '95', '45'), bid('B', '116', '59')],
  });

  test('scores each bid between the published bounds and says how', () => {
    const a = entries.get('A')!;
    expect(
      a.criteria.map((each) => [
        each.name,
        shown(each.raw, 0),
        shown(each.normalised, 3),
        shown(each.contribution, 3),
      ]),
    ).toEqual([
      ['cost', '95', '0.775', '0.465'],
      ['quality', '45', '0.450', '0.180'],
    ]);
    expect(shown(a.score, 3)).toBe('0.645');
    expect(shown(entries.get('B')!.score, 3)).toBe('0.638');
    expect([...entries.keys()]).toEqual(['A', 'B']);
  });

  test('contributions add up to the score', () => {
    for (const entry of entries.values()) {
      expect(sum(entry.criteria.map((each) => each.contribution))).toBe(entry.score);
    }
  });

  test('weights need not add up to one', () => {
    const tripled = compared({
      policy: policy('WEIGHTED_SUM', { ...COST, weight: fixed('1.8') }, { ...QUALITY, weight: fixed('1.2') }),
      quotes: [bid('A', '95', '45')],
    });
    expect(tripled.get('A')!.score).toBe(entries.get('A')!.score);
  });

  test('values beyond the bounds earn no more than the bounds', () => {
    const outside = compared({
      policy: policy('WEIGHTED_SUM', COST, QUALITY),
      quotes: [bid('best', '1', '140'), bid('worst', '999', '-3')],
    });
    expect([...outside.values()].map((entry) => shown(entry.score, 2))).toEqual(['1.00', '0.00']);
  });

  test('a missing value is a gap, not a zero', () => {
    const entry = compared({
      policy: policy('WEIGHTED_SUM', COST, QUALITY),
      quotes: [priced('A', '95')],
    }).get('A')!;
    expect([gapCodes(entry), entry.rank, entry.score]).toEqual([['NO_CRITERION_VALUE'], null, null]);
  });
});

describe('quality-adjusted cost', () => {
  test('adds each criterion’s surcharge to the landed cost', () => {
    const entries = compared({
      policy: policy(
        'QUALITY_ADJUSTED_COST',
        { ...QUALITY, weight: fixed('0.2') },
        { ...LEAD_TIME, weight: fixed('0.1') },
      ),
      quotes: [bid('cheap', '100', '0', 40), bid('good', '120', '100', 10)],
    });
    // 100 × (1 + 0.2 + 0.1) and 120 × (1 + 0 + 0.1 × 10/40).
    expect(cents(entries.get('cheap')!.score)).toBe('130.00');
    expect(cents(entries.get('good')!.score)).toBe('123.00');
    expect([...entries.keys()]).toEqual(['good', 'cheap']);
    expect(cents(entries.get('good')!.total)).toBe('120.00');
  });

  test('is the landed cost where nothing is to be adjusted', () => {
    const entry = compared({ policy: policy('QUALITY_ADJUSTED_COST'), quotes: [priced('A', '7')] }).get('A')!;
    expect(cents(entry.score)).toBe('7.00');
  });
});

describe('TOPSIS between published points', () => {
  test('is the distance from the worst as a share of both distances', () => {
    const entries = compared({ policy: policy('TOPSIS', COST, QUALITY), quotes: [bid('A', '95', '45')] });
    const [toWorst, toIdeal] = [Math.hypot(0.465, 0.18), Math.hypot(0.135, 0.22)];
    expect(Number(formatFixed(entries.get('A')!.score!))).toBeCloseTo(toWorst / (toWorst + toIdeal), 11);
  });

  test('scores the ideal 1 and the worst 0', () => {
    const quotes = [bid('worst', '250', '0'), bid('ideal', '50', '100')];
    const entries = compared({ policy: policy('TOPSIS', COST, QUALITY), quotes });
    expect([...entries].map(([id, entry]) => [id, formatFixed(entry.score!)])).toEqual([
      ['ideal', '1'],
      ['worst', '0'],
    ]);
  });
});

describe('criteria that cannot score are refused', () => {
  test.each<[string, Partial<ComparisonPolicy>]>([
    ['none where the method needs them', policy('WEIGHTED_SUM')],
    ['equal bounds', policy('WEIGHTED_SUM', criterion('x', 'COST', ['5', '5'], '1'))],
    ['a negative weight', policy('TOPSIS', criterion('x', 'COST', ['5', '6'], '-1'))],
    ['weights of nothing', policy('WEIGHTED_SUM', { ...COST, weight: fixed('0') })],
    ['a cost that adjusts itself', policy('QUALITY_ADJUSTED_COST', COST)],
  ])('%s', (_, given) => {
    expect(() => compareQuotes(comparison({ policy: given, quotes: [priced('A', '1')] }))).toThrow(
      RangeError,
    );
  });
});

/** What a classic TOPSIS makes of bids: normalised by the bids themselves, so that every bid moves every score. */
function relativeTopsis(bids: readonly (readonly [cost: number, quality: number])[]): number[] {
  const weighted = (column: 0 | 1, weight: number) => {
    const norm = Math.hypot(...bids.map((each) => each[column]));
    return bids.map((each) => (weight * each[column]) / norm);
  };
  const [costs, qualities] = [weighted(0, 0.6), weighted(1, 0.4)];
  return bids.map((_, index) => {
    const toIdeal = Math.hypot(
      costs[index]! - Math.min(...costs),
      qualities[index]! - Math.max(...qualities),
    );
    const toWorst = Math.hypot(
      costs[index]! - Math.max(...costs),
      qualities[index]! - Math.min(...qualities),
    );
    return toWorst / (toIdeal + toWorst);
  });
}

describe('independence of irrelevant bids', () => {
  test('a relative formula lets a dominated bid turn the winner over', () => {
    const two = relativeTopsis([
      [95, 45],
      [116, 59],
    ]);
    const three = relativeTopsis([
      [95, 45],
      [116, 59],
      [234, 36],
    ]);
    expect(two.map((score) => score.toFixed(3))).toEqual(['0.527', '0.473']);
    expect(three.slice(0, 2).map((score) => score.toFixed(3))).toEqual(['0.817', '0.860']);
  });

  test.each(['WEIGHTED_SUM', 'TOPSIS'] as const)('%s over published bounds does not', (method) => {
    const [a, b, dominated] = [bid('A', '95', '45'), bid('B', '116', '59'), bid('C', '234', '36')];
    const without = compared({ policy: policy(method, COST, QUALITY), quotes: [a, b] });
    const beside = compared({ policy: policy(method, COST, QUALITY), quotes: [a, b, dominated] });
    for (const id of ['A', 'B']) expect(beside.get(id)!.score).toBe(without.get(id)!.score);
    expect([...beside.keys()]).toEqual([...without.keys(), 'C']);
  });

  const anyBid = fc.tuple(
    fc.integer({ min: 1, max: 400 }),
    fc.integer({ min: -10, max: 120 }),
    fc.integer({ min: 0, max: 60 }),
  );
  const methods = fc.constantFrom('LOWEST_LANDED_COST', 'WEIGHTED_SUM', 'TOPSIS', 'QUALITY_ADJUSTED_COST');

  test('no method’s score or order of the others changes when a bid leaves', () => {
    fc.assert(
      fc.property(
        methods,
        fc.array(anyBid, { minLength: 2, maxLength: 8 }),
        fc.nat(),
        (method, drawn, seed) => {
          const criteria =
            method === 'QUALITY_ADJUSTED_COST' ? [QUALITY, LEAD_TIME] : [COST, QUALITY, LEAD_TIME];
          const quotes = drawn.map(([price, quality, days], index) =>
            bid(`${index}`, `${price}`, `${quality}`, days),
          );
          const leaver = quotes[seed % quotes.length]!.quoteId;
          const all = compared({ policy: policy(method, ...criteria), quotes });
          const rest = compared({
            policy: policy(method, ...criteria),
            quotes: quotes.filter((quote) => quote.quoteId !== leaver),
          });
          expect([...rest.keys()]).toEqual([...all.keys()].filter((id) => id !== leaver));
          for (const [id, entry] of rest) expect(entry.score).toBe(all.get(id)!.score);
        },
      ),
    );
  });
});

test('a square root is the largest that does not overshoot', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (raw) => {
      const value = fixed(`${raw / 10n ** 12n}.${(raw % 10n ** 12n).toString().padStart(12, '0')}`);
      const root = squareRoot(value);
      const scaled = value * fixedInt(1);
      expect(root * root <= scaled && scaled < (root + 1n) * (root + 1n)).toBe(true);
      expect(() => squareRoot(sub(fixedInt(-1), value))).toThrow(RangeError);
    }),
  );
});
