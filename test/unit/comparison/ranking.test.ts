import { describe, expect, test } from 'vitest';
import { compareQuotes } from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, fixedInt } from '../../../src/platform/kernel/fixed.ts';
import {
  askedLine,
  cents,
  compared,
  comparison,
  dutyRate,
  gapCodes,
  order,
  priced,
  quote,
  quotedLine,
  type ComparisonParts,
} from './build-comparison.ts';

const line = (lineNo: number, unitPrice: string, overrides: Parameters<typeof quotedLine>[0] = {}) =>
  quotedLine({ lineNo, unitPrice: fixed(unitPrice), ...overrides });
const declined = (lineNo: number) => line(lineNo, '0', { bidType: 'DECLINE' });

const twoLines = (...quotes: ComparisonParts['quotes']): ComparisonParts => ({
  lines: [askedLine({ lineNo: 1 }), askedLine({ lineNo: 2 })],
  quotes,
});

describe('the total order', () => {
  test('goes by landed cost, then lead time, then submission, then id', () => {
    const quotes = [
      priced('f', '11'),
      priced('e', '10', { leadTimeDays: 5, submittedAtMicros: 1n }),
      priced('d', '10', { leadTimeDays: 4, submittedAtMicros: 8n }),
      priced('c', '10', { leadTimeDays: 4, submittedAtMicros: 7n }),
      priced('b', '10', { leadTimeDays: 4, submittedAtMicros: 7n }),
      priced('a', '9', { leadTimeDays: 90 }),
    ];
    expect(order({ quotes })).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(order({ quotes: quotes.toReversed() })).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('gives every ranked quote a rank of its own', () => {
    const quotes = ['a', 'b', 'c'].map((id) => priced(id, '10'));
    expect(compareQuotes(comparison({ quotes })).entries.map((entry) => entry.rank)).toEqual([1, 2, 3]);
  });

  test('takes the lead time of the slowest counted line', () => {
    const slow = quote({ leadTimeDays: 5, lines: [line(1, '1', { leadTimeDays: 9 }), line(2, '1')] });
    expect(compared(twoLines(slow)).get('A')!.leadTimeDays).toBe(9);
  });
});

describe('partial quotes', () => {
  const complete = quote({ quoteId: 'complete', lines: [line(1, '10'), line(2, '90')] });
  const half = quote({ quoteId: 'half', lines: [line(1, '1')] });

  test('stand unranked behind complete ones, however cheap', () => {
    const entries = compared(twoLines(half, complete));
    expect([...entries.keys()]).toEqual(['complete', 'half']);
    expect(entries.get('half')).toMatchObject({ rank: null, standing: 'PARTIAL' });
    expect(gapCodes(entries.get('half')!)).toEqual(['LINE_NOT_PRICED']);
  });

  test('among themselves the fuller one comes first: the emptiest quote must not win', () => {
    const empty = quote({ quoteId: 'empty', lines: [declined(1), declined(2)] });
    expect(order(twoLines(empty, half))).toEqual(['half', 'empty']);
  });

  test('are compared line by line', () => {
    const entries = compared(twoLines(half, complete));
    expect(entries.get('half')!.lines.map(({ lineNo, rank }) => [lineNo, rank])).toEqual([
      [1, 1],
      [2, null],
    ]);
    expect(entries.get('complete')!.lines.map(({ lineNo, rank }) => [lineNo, rank])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('say of every asked line what they say about it, in the asked order', () => {
    const answers = quote({ lines: [line(2, '5'), declined(1)] });
    expect(
      compared(twoLines(answers))
        .get('A')!
        .lines.map((each) => [each.lineNo, each.bidType]),
    ).toEqual([
      [1, 'DECLINE'],
      [2, 'WITHOUT_EXCEPTION'],
    ]);
    const silent = compared(twoLines(half)).get('half')!.lines[1];
    expect(silent).toMatchObject({ lineNo: 2, bidType: null, counted: false, cost: null });
  });
});

describe('bid types', () => {
  test.each(['WITHOUT_EXCEPTION', 'WITH_EXCEPTION', 'ONE_OF_MULTIPLE'] as const)(
    '%s answers a line',
    (bidType) => {
      const entry = compared({ quotes: [quote({ lines: [line(1, '5', { bidType })] })] }).get('A')!;
      expect([entry.rank, cents(entry.total)]).toEqual([1, '5.00']);
    },
  );

  test.each(['DECLINE', 'UNABLE', 'TIME_EXTENSION'] as const)('%s prices nothing', (bidType) => {
    const entry = compared({ quotes: [quote({ lines: [line(1, '5', { bidType })] })] }).get('A')!;
    expect([entry.rank, cents(entry.total), cents(entry.lines[0]!.cost)]).toEqual([null, '0.00', 'none']);
  });

  test.each(['ALTERNATE', 'REPLACEMENT'] as const)(
    '%s is costed beside the asked item, and completes nothing',
    (bidType) => {
      const alone = compared({ quotes: [quote({ lines: [line(1, '5', { bidType })] })] }).get('A')!;
      expect([alone.rank, cents(alone.total)]).toEqual([null, '0.00']);
      expect(alone.lines[0]).toMatchObject({ counted: false, rank: null, gap: null });
      expect(cents(alone.lines[0]!.cost)).toBe('5.00');

      const beside = compared({ quotes: [quote({ lines: [line(1, '5', { bidType }), line(1, '8')] })] }).get(
        'A',
      )!;
      expect([beside.rank, cents(beside.total), beside.gaps]).toEqual([1, '8.00', []]);
      expect(beside.lines.map(({ counted }) => counted)).toEqual([false, true]);
    },
  );

  test('of several answers to a line the cheapest counts', () => {
    const multiple = quote({
      lines: [line(1, '8', { bidType: 'ONE_OF_MULTIPLE' }), line(1, '7', { bidType: 'ONE_OF_MULTIPLE' })],
    });
    expect(cents(compared({ quotes: [multiple] }).get('A')!.total)).toBe('7.00');
  });

  test('an answer whose cost is known counts before a cheaper one that lacks something', () => {
    const answers = quote({
      incoterm: 'DAP',
      shipFromCountry: 'CN',
      lines: [line(1, '7', { hsCode: '85' }), line(1, '8', { hsCode: '94' })],
    });
    const rates = { duties: [dutyRate('0', { hsPrefix: '94' })] };
    for (const lines of [answers.lines, answers.lines.toReversed()]) {
      const entry = compared({ quotes: [{ ...answers, lines }], rates }).get('A')!;
      expect([entry.rank, cents(entry.total)]).toEqual([1, '8.00']);
    }
  });

  test('an answer to a line that was never asked is refused', () => {
    expect(() => compared({ quotes: [quote({ lines: [line(7, '1')] })] })).toThrow(RangeError);
  });
});

describe('disqualified quotes', () => {
  const quotes = [priced('out', '1', { disqualified: 'late bond' }), priced('in', '9')];

  test('keep their numbers, lose their rank and say why', () => {
    const entries = compared({ quotes });
    expect([...entries.keys()]).toEqual(['in', 'out']);
    expect(entries.get('out')).toMatchObject({
      rank: null,
      standing: 'DISQUALIFIED',
      disqualified: 'late bond',
    });
    expect(cents(entries.get('out')!.total)).toBe('1.00');
  });

  test('take no rank on a line', () => {
    expect(compared({ quotes }).get('in')!.lines[0]!.rank).toBe(1);
    expect(compared({ quotes }).get('out')!.lines[0]!.rank).toBeNull();
  });
});

/** The quotes of these prices that carry a flag. */
function flagged(
  code: string,
  prices: readonly string[],
  leadTimes: readonly number[] = [],
): readonly string[] {
  const quotes = prices.map((price, index) =>
    priced(`${index}`, price, { leadTimeDays: leadTimes[index] ?? 0 }),
  );
  return [...compared({ quotes }).values()]
    .filter((entry) => entry.flags.some((flag) => flag.code === code))
    .map((entry) => entry.quoteId)
    .toSorted();
}

describe('flags', () => {
  test.each([
    ['exactly 40 % below the mean of the others', ['60', '80', '120'], ['0']],
    ['just less than 40 % below the mean and 30 % below the next', ['60.01', '80', '120'], []],
    ['exactly 30 % below the next', ['70', '100', '101'], ['0']],
    ['just less than 30 % below the next', ['70.01', '100', '101'], []],
    ['no others to compare with', ['1'], []],
    ['only the lowest is held against the next', ['60.01', '61', '120'], []],
    ['quotes that cost nothing', ['0', '0'], []],
  ])('abnormally low: %s', (_, prices, expected) => {
    expect(flagged('ABNORMALLY_LOW', prices)).toEqual(expected);
  });

  test('the Pareto front holds what nothing beats in both cost and lead time', () => {
    const efficient = flagged('PARETO_EFFICIENT', ['10', '11', '12', '13', '10'], [30, 20, 25, 10, 30]);
    expect(efficient).toEqual(['0', '1', '3', '4']);
  });

  test('a criterion of the buyer’s own is a dimension of the front', () => {
    const quotes = [
      priced('cheap', '10', { criterionValues: [{ name: 'rating', value: fixedInt(3) }] }),
      priced('good', '11', { criterionValues: [{ name: 'rating', value: fixedInt(5) }] }),
      priced('neither', '12', { criterionValues: [{ name: 'rating', value: fixedInt(4) }] }),
    ];
    const criteria = [
      { name: 'rating', kind: 'VALUE', best: fixedInt(5), worst: fixedInt(1), weight: fixedInt(1) },
    ] as const;
    const efficient = [...compared({ quotes, policy: { criteria } }).values()].filter((entry) =>
      entry.flags.some((flag) => flag.code === 'PARETO_EFFICIENT'),
    );
    expect(efficient.map((entry) => entry.quoteId)).toEqual(['cheap', 'good']);
  });
});
