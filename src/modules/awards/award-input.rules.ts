import { add, type Fixed, fixed, formatFixed, ZERO } from '../../platform/kernel/fixed.ts';
import type { ErrorPath } from '../../platform/kernel/domain-error.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { Problems } from '../../platform/kernel/problems.ts';
import type { AllocationInput, AwardRfqInput } from './award-input.type.ts';

const MAX_QUANTITY = '1000000000000';
const MAX_ALLOCATIONS = 1_000;
const MAX_DAYS = 90;

/** What a buyer wants of one quote for one line. */
export interface Demand {
  readonly quoteId: string;
  readonly lineNo: number;
  /** In the asked line's unit. */
  readonly quantity: Fixed;
  /** Whether it is all that is to be had of the line. */
  readonly wholeLine: boolean;
  /** The input that asks for it. */
  readonly path: ErrorPath;
}

/** Checks what can be judged without the database. Throws every problem at once. */
export function checkAwardInput(input: AwardRfqInput): void {
  const problems = new Problems();
  problems.whole(['confirmWithinDays'], input.confirmWithinDays, 1, MAX_DAYS);
  const { quoteId, allocations } = input;
  if (quoteId && allocations) problems.add(['allocations'], 'Give either a quote or allocations, not both.');
  if (!quoteId && !allocations)
    problems.add(['quoteId'], 'Give the quote that gets everything, or allocations.');
  if (allocations) {
    problems.count(['allocations'], allocations, 1, MAX_ALLOCATIONS);
    checkAllocations(problems, allocations.slice(0, MAX_ALLOCATIONS));
  }
  problems.throwIfAny();
}

function checkAllocations(problems: Problems, allocations: readonly AllocationInput[]): void {
  const seen = new Set<string>();
  allocations.forEach(({ quoteId, lineId, quantity }, index) => {
    problems.decimal(['allocations', index, 'quantity'], quantity, { above: '0', to: MAX_QUANTITY });
    const pair = `${quoteId} ${lineId}`;
    if (seen.has(pair))
      problems.add(['allocations', index], 'This quote is given this line twice; give the sum once.');
    seen.add(pair);
  });
}

/**
 * Reads the input against what of each line is free. Throws every problem at once: `NOT_FOUND` for ids that
 * are not this RFQ's, `ALREADY_AWARDED` for a line with nothing left, `VALIDATION_FAILED` for more than is left.
 */
export function demandsOf(
  rfqId: string,
  input: AwardRfqInput,
  free: ReadonlyMap<number, Fixed>,
): readonly Demand[] {
  const problems = new Problems();
  const demands = input.allocations
    ? input.allocations.flatMap((allocation, index) => allocated(problems, rfqId, allocation, index, free))
    : everything(problems, rfqId, input.quoteId ?? '', free);
  checkSums(problems, demands, free);
  problems.throwIfAny();
  return demands;
}

function everything(
  problems: Problems,
  rfqId: string,
  quoteId: string,
  free: ReadonlyMap<number, Fixed>,
): Demand[] {
  const path = ['quoteId'];
  const id = ownKey('Quote', quoteId, rfqId);
  if (id === null) {
    problems.add(path, 'There is no such quote on this request.', 'NOT_FOUND');
    return [];
  }
  return [...free]
    .filter(([, quantity]) => quantity > 0n)
    .map(([lineNo, quantity]) => ({ quoteId: id, lineNo, quantity, wholeLine: true, path }));
}

function allocated(
  problems: Problems,
  rfqId: string,
  allocation: AllocationInput,
  index: number,
  free: ReadonlyMap<number, Fixed>,
): Demand[] {
  const quoteId = ownKey('Quote', allocation.quoteId, rfqId);
  const lineNo = Number(ownKey('RfqLine', allocation.lineId, rfqId) ?? Number.NaN);
  const left = free.get(lineNo);
  const path = ['allocations', index];
  if (quoteId === null)
    problems.add([...path, 'quoteId'], 'There is no such quote on this request.', 'NOT_FOUND');
  if (left === undefined)
    problems.add([...path, 'lineId'], 'There is no such line in this request.', 'NOT_FOUND');
  if (quoteId === null || left === undefined) return [];
  const quantity = fixed(allocation.quantity);
  return [{ quoteId, lineNo, quantity, wholeLine: quantity === left, path }];
}

/** The part of a child's global id behind its RFQ; `null` where it is no id of this kind, or another RFQ's. */
function ownKey(type: 'Quote' | 'RfqLine', id: string, rfqId: string): string | null {
  const [owner, key] = keyOf(type, id, 2, type === 'RfqLine') ?? [];
  return owner === rfqId ? (key ?? null) : null;
}

function checkSums(problems: Problems, demands: readonly Demand[], free: ReadonlyMap<number, Fixed>): void {
  const sums = new Map<number, Fixed>();
  for (const { lineNo, quantity, path } of demands) {
    const left = free.get(lineNo) ?? ZERO;
    const before = sums.get(lineNo) ?? ZERO;
    const total = add(before, quantity);
    sums.set(lineNo, total);
    if (left === ZERO) problems.add(path, `Line ${lineNo} has been awarded already.`, 'ALREADY_AWARDED');
    // Said once a line, where it is first exceeded.
    else if (total > left && before <= left)
      problems.add([...path, 'quantity'], `Line ${lineNo} has only ${formatFixed(left)} to award.`);
  }
}
