import { describe, expect, test } from 'vitest';
import { checkAwardInput, demandsOf } from '../../../src/modules/awards/award-input.rules.ts';
import type { AwardRfqInput } from '../../../src/modules/awards/award-input.type.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';
import { fixed, type Fixed } from '../../../src/platform/kernel/fixed.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';

const rfqId = newId();
const [quoteA, quoteB] = [newId(), newId()];
const free = new Map<number, Fixed>([
  [1, fixed('100')],
  [2, fixed('5')],
]);

const quoteNode = (quoteId: string, ofRfq = rfqId) => encodeNodeId('Quote', ofRfq, quoteId);
const lineNode = (lineNo: number, ofRfq = rfqId) => encodeNodeId('RfqLine', ofRfq, String(lineNo));
const allocation = (quoteId: string, lineNo: number, quantity: string) => ({
  quoteId: quoteNode(quoteId),
  lineId: lineNode(lineNo),
  quantity,
});
const input = (changes: Partial<AwardRfqInput>): AwardRfqInput => ({
  rfqId: encodeNodeId('Rfq', rfqId),
  confirmWithinDays: 7,
  ...changes,
});

/** The problems of a refusal as "code path". */
function refusal(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError)
      return error.problems.map(({ code, path }) => `${code} ${path.join('.')}`);
    throw error;
  }
  return [];
}

describe('the input of an award', () => {
  test('names a quote or allocations, one of the two', () => {
    const allocations = [allocation(quoteA, 1, '1')];
    expect(refusal(() => checkAwardInput(input({})))).toEqual(['VALIDATION_FAILED quoteId']);
    expect(refusal(() => checkAwardInput(input({ quoteId: quoteNode(quoteA), allocations })))).toEqual([
      'VALIDATION_FAILED allocations',
    ]);
    expect(refusal(() => checkAwardInput(input({ allocations })))).toEqual([]);
  });

  test('names every unacceptable value at once', () => {
    const allocations = [allocation(quoteA, 1, '0'), allocation(quoteA, 2, '-1'), allocation(quoteA, 1, '2')];
    expect(refusal(() => checkAwardInput(input({ allocations, confirmWithinDays: 91 })))).toEqual([
      'VALIDATION_FAILED confirmWithinDays',
      'VALIDATION_FAILED allocations.0.quantity',
      'VALIDATION_FAILED allocations.1.quantity',
      'VALIDATION_FAILED allocations.2',
    ]);
  });

  test('has at least one allocation and at most a thousand', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => allocation(quoteA, index + 1, '1'));
    expect(refusal(() => checkAwardInput(input({ allocations: [] })))).toEqual([
      'VALIDATION_FAILED allocations',
    ]);
    expect(refusal(() => checkAwardInput(input({ allocations: many })))).toEqual([
      'VALIDATION_FAILED allocations',
    ]);
  });
});

describe('what an award demands', () => {
  const demands = (changes: Partial<AwardRfqInput>) => demandsOf(rfqId, input(changes), free);

  test('is all that is free when it names a quote', () => {
    const left = new Map([...free, [3, fixed('0')]]);
    expect(demandsOf(rfqId, input({ quoteId: quoteNode(quoteA) }), left)).toMatchObject([
      { quoteId: quoteA, lineNo: 1, quantity: fixed('100'), wholeLine: true },
      { quoteId: quoteA, lineNo: 2, quantity: fixed('5'), wholeLine: true },
    ]);
  });

  test('may split a line up to what is free, and leave some', () => {
    const allocations = [
      allocation(quoteA, 1, '60'),
      allocation(quoteB, 1, '40'),
      allocation(quoteB, 2, '5'),
    ];
    expect(demands({ allocations }).map((demand) => demand.wholeLine)).toEqual([false, false, true]);
    expect(demands({ allocations: [allocation(quoteA, 1, '0.000001')] })).toHaveLength(1);
  });

  test('never exceeds what is free: the line is named where it is first exceeded', () => {
    const allocations = [
      allocation(quoteA, 1, '60'),
      allocation(quoteB, 1, '40.000001'),
      allocation(quoteB, 2, '5.1'),
    ];
    expect(refusal(() => demands({ allocations }))).toEqual([
      'VALIDATION_FAILED allocations.1.quantity',
      'VALIDATION_FAILED allocations.2.quantity',
    ]);
  });

  test('is refused for a line that is awarded already', () => {
    const taken = new Map([[1, fixed('0')]]);
    const allocations = [allocation(quoteA, 1, '1')];
    expect(refusal(() => demandsOf(rfqId, input({ allocations }), taken))).toEqual([
      'ALREADY_AWARDED allocations.0',
    ]);
  });

  test('answers ids of other requests, of other things and of nothing alike', () => {
    const foreign = {
      ...allocation(quoteA, 1, '1'),
      quoteId: quoteNode(quoteA, newId()),
      lineId: lineNode(1, newId()),
    };
    const mistaken = { ...allocation(quoteA, 9, '1'), quoteId: lineNode(1) };
    expect(refusal(() => demands({ allocations: [foreign, mistaken] }))).toEqual([
      'NOT_FOUND allocations.0.quoteId',
      'NOT_FOUND allocations.0.lineId',
      'NOT_FOUND allocations.1.quoteId',
      'NOT_FOUND allocations.1.lineId',
    ]);
    expect(refusal(() => demands({ quoteId: 'nonsense' }))).toEqual(['NOT_FOUND quoteId']);
  });
});
