import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuote } from '../../../src/modules/quotes/quote-content.rules.ts';
import { BidType, isPriced } from '../../../src/modules/quotes/quote.rules.ts';
import {
  basis,
  line,
  lineId,
  lineProblemsOf,
  messagesOf,
  OTHER_RFQ_ID,
  problemsOf,
  quote,
  withNulls,
} from './build-quote.ts';

const bidType = fc.constantFrom(...Object.values(BidType));

const asAsked = new Set(['WITHOUT_EXCEPTION', 'WITH_EXCEPTION', 'DECLINE', 'UNABLE', 'TIME_EXTENSION']);
const answer = (lineNo: number, type: BidType) => {
  const { unitPrice, ...unpriced } = line({ lineId: lineId(lineNo), bidType: type });
  return isPriced(type) ? { ...unpriced, unitPrice: unitPrice ?? '1' } : unpriced;
};

describe('a quote’s line', () => {
  it('is read with what was left out filled in', () => {
    const { lines } = readQuote(quote({ lines: [line({ lineId: lineId(2) })] }), basis());
    expect(lines).toEqual([
      {
        lineNo: 2,
        bidType: 'WITHOUT_EXCEPTION',
        unitPrice: '12.5',
        priceBaseQuantity: '1',
        unit: 'KGM',
        tiers: [],
        tierKind: 'ALL_UNITS',
        minimumOrderQuantity: null,
        packSize: null,
        capacity: null,
        leadTimeDays: null,
        countryOfOrigin: null,
        hsCode: null,
        offeredItem: null,
        comment: null,
      },
    ]);
  });

  it('takes an explicit null for an absent value, with its default', () => {
    const absent = [
      'bidType',
      'priceBaseQuantity',
      'unit',
      'tiers',
      'tierKind',
      'minimumOrderQuantity',
      'packSize',
      'capacity',
      'leadTimeDays',
      'countryOfOrigin',
      'hsCode',
      'offeredItem',
      'comment',
    ] as const;
    const nulls = quote({ lines: [withNulls(line(), absent)] });
    expect(readQuote(nulls, basis())).toEqual(readQuote(quote(), basis()));
  });

  it('answers a line of this very request: foreign, absent and malformed ids are told alike', () => {
    const ids = [
      lineId(4),
      lineId('01'),
      lineId(0),
      lineId(1, OTHER_RFQ_ID),
      '',
      'nonsense',
      lineId('1; drop'),
    ];
    for (const id of ids) expect(lineProblemsOf({ lineId: id })).toEqual(['NOT_FOUND lines.0.lineId']);
  });

  it('has quantities above nothing and days within ten years', () => {
    expect(
      lineProblemsOf({
        priceBaseQuantity: '0',
        packSize: '-1',
        minimumOrderQuantity: '0.000000',
        capacity: '1000000000000.000001',
        leadTimeDays: 2_147_483_647,
      }),
    ).toEqual([
      'VALIDATION_FAILED lines.0.priceBaseQuantity',
      'VALIDATION_FAILED lines.0.packSize',
      'VALIDATION_FAILED lines.0.minimumOrderQuantity',
      'VALIDATION_FAILED lines.0.capacity',
      'VALIDATION_FAILED lines.0.leadTimeDays',
    ]);
  });

  it('can deliver what must at least be ordered', () => {
    expect(lineProblemsOf({ minimumOrderQuantity: '10', capacity: '9.9' })).toEqual([
      'VALIDATION_FAILED lines.0.capacity',
    ]);
    expect(lineProblemsOf({ minimumOrderQuantity: '10', capacity: '10' })).toEqual([]);
  });

  it('has HS codes of 4 to 10 digits and texts that can be kept', () => {
    expect(lineProblemsOf({ hsCode: '7318' })).toEqual([]);
    for (const hsCode of ['731', '73.18', '73181500123', '7318\n', '７３１８'])
      expect(lineProblemsOf({ hsCode })).toEqual(['VALIDATION_FAILED lines.0.hsCode']);
    expect(lineProblemsOf({ comment: 'a\u0000', offeredItem: 'x'.repeat(1_001) })).toEqual([
      'VALIDATION_FAILED lines.0.offeredItem',
      'VALIDATION_FAILED lines.0.comment',
    ]);
  });
});

describe('prices', () => {
  it('stand exactly where the answer carries one', () => {
    fc.assert(
      fc.property(bidType, fc.boolean(), fc.boolean(), (type, withPrice, withTiers) => {
        const second = line({ lineId: lineId(2), bidType: type });
        delete second.unitPrice;
        if (withPrice) second.unitPrice = '3';
        if (withTiers) second.tiers = [{ fromQuantity: '10', unitPrice: '2.9' }];
        const problems = problemsOf(quote({ lines: [line(), second] }));
        expect(problems.length === 0).toBe(isPriced(type) === (withPrice || withTiers));
      }),
    );
  });

  it('may be 0 and not less', () => {
    expect(lineProblemsOf({ unitPrice: '0' })).toEqual([]);
    expect(lineProblemsOf({ unitPrice: '0.000001' })).toEqual([]);
    expect(lineProblemsOf({ unitPrice: '-0.000001' })).toEqual(['VALIDATION_FAILED lines.0.unitPrice']);
    expect(lineProblemsOf({ unitPrice: '1000000000000000.000001' })).toEqual([
      'VALIDATION_FAILED lines.0.unitPrice',
    ]);
  });

  it('come in at most 500 tiers', () => {
    const tiers = Array.from({ length: 501 }, (_, index) => ({
      fromQuantity: String(index + 1),
      unitPrice: '1',
    }));
    expect(lineProblemsOf({ tiers: tiers.slice(0, 500) })).toEqual([]);
    expect(lineProblemsOf({ tiers })).toEqual(['VALIDATION_FAILED lines.0.tiers']);
  });

  it('come in tiers that start at ever larger quantities', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }), (quantities) => {
        const tiers = quantities.map((quantity) => ({ fromQuantity: `${quantity}.0`, unitPrice: '1' }));
        const wrong = quantities.flatMap((quantity, index) =>
          index > 0 && quantity <= (quantities[index - 1] ?? 0)
            ? [`VALIDATION_FAILED lines.0.tiers.${index}.fromQuantity`]
            : [],
        );
        expect(lineProblemsOf({ tiers })).toEqual(wrong);
      }),
    );
  });
});

describe('units', () => {
  it('measure what the asked unit measures', () => {
    expect(lineProblemsOf({ unit: 'DZN' })).toEqual([]);
    expect(lineProblemsOf({ lineId: lineId(2), unit: 'TNE' })).toEqual([]);
    expect(lineProblemsOf({ unit: 'KGM' })).toEqual(['UNIT_MISMATCH lines.0.unit']);
    expect(lineProblemsOf({ unit: 'QQQ' })).toEqual(['UNKNOWN_UNIT lines.0.unit']);
  });

  it('that are mutually defined match nothing but each other', () => {
    expect(lineProblemsOf({ lineId: lineId(3), unit: 'ZZ' })).toEqual([]);
    expect(lineProblemsOf({ lineId: lineId(3) })).toEqual([]);
    expect(lineProblemsOf({ lineId: lineId(3), unit: 'C62' })).toEqual(['UNIT_MISMATCH lines.0.unit']);
    expect(lineProblemsOf({ unit: 'ZZ' })).toEqual(['UNIT_MISMATCH lines.0.unit']);
  });
});

describe('the lines together', () => {
  it('answer each asked line once as asked, with any number of other items beside, and price something', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), bidType), { minLength: 1, maxLength: 8 }),
        (answers) => {
          const settled = answers.filter(([, type]) => asAsked.has(type)).map(([lineNo]) => lineNo);
          const twice = new Set(settled).size < settled.length;
          const nothingPriced = !answers.some(([, type]) => isPriced(type));
          const problems = problemsOf(
            quote({ lines: answers.map(([lineNo, type]) => answer(lineNo, type)) }),
          );
          expect(problems.length > 0).toBe(twice || nothingPriced);
        },
      ),
    );
  });

  it('are complete exactly when every asked line is priced as asked, and have to be where partial quotes are refused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), bidType), { minLength: 1, maxLength: 8 }),
        (answers) => {
          const input = quote({ lines: answers.map(([lineNo, type]) => answer(lineNo, type)) });
          const complete = [1, 2, 3].every((lineNo) =>
            answers.some(([no, type]) => no === lineNo && /^WITH(OUT)?_EXCEPTION$/.test(type)),
          );
          fc.pre(problemsOf(input).length === 0);
          expect(readQuote(input, basis()).complete).toBe(complete);
          expect(problemsOf(input, basis({ allowPartialQuotes: false }))).toEqual(
            complete ? [] : ['PARTIAL_NOT_ALLOWED lines'],
          );
        },
      ),
    );
  });

  it('that are missing are named', () => {
    expect(messagesOf(quote(), basis({ allowPartialQuotes: false }))).toEqual([
      'The request asks for complete quotes; not priced as asked: lines 2, 3.',
    ]);
  });

  it('are 1 to 1,000', () => {
    expect(problemsOf(quote({ lines: [] }))).toEqual(['VALIDATION_FAILED lines']);
    const lines = Array.from({ length: 1_001 }, () => line({ bidType: 'ALTERNATE' }));
    expect(problemsOf(quote({ lines: lines.slice(0, 1_000) }))).toEqual([]);
    expect(problemsOf(quote({ lines }))).toEqual(['VALIDATION_FAILED lines']);
  });
});
