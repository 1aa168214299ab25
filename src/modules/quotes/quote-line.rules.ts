import type { Fixed } from '../../platform/kernel/fixed.ts';
import type { ErrorPath } from '../../platform/kernel/domain-error.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import type { Problems } from '../../platform/kernel/problems.ts';
import type { QuoteLine } from './quote-content.ts';
import type { QuoteLineInput } from './quote-line-input.type.ts';
import { checkPrices } from './quote-price.rules.ts';
import { MAX_DAYS, MAX_QUANTITY } from './quote-terms.rules.ts';
import { answersAsked, type BidType, isPriced } from './quote.rules.ts';

/** "Mutually defined": what the two sides agreed on in words, so it is comparable with nothing but itself. */
const MUTUALLY_DEFINED = 'ZZ';

/** Rec 20 code → what it measures. */
export type UnitTable = ReadonlyMap<string, { readonly dimension: string }>;

export interface AskedLine {
  readonly lineNo: number;
  readonly unit: string;
}

/** Reads a quote's lines and notes what is wrong with each, and with them together. Lines that name no asked line are left out. */
export function readLines(
  problems: Problems,
  inputs: readonly QuoteLineInput[],
  basis: {
    readonly rfq: { readonly id: string };
    readonly lines: readonly AskedLine[];
    readonly units: UnitTable;
  },
): QuoteLine[] {
  const asked = new Map(basis.lines.map((line) => [String(line.lineNo), line]));
  const answered = new Set<number>();
  const lines = inputs.flatMap((input, index) => {
    const path = ['lines', index];
    const [rfqId, lineNo] = keyOf('RfqLine', input.lineId, 2, true) ?? [];
    const target = rfqId === basis.rfq.id ? asked.get(lineNo ?? '') : undefined;
    if (!target) problems.add([...path, 'lineId'], 'The request has no such line.', 'NOT_FOUND');
    const line = readLine(problems, path, input, target);
    checkUnit(problems, path, line.unit, target, basis.units);
    if (!target) return [];
    if (answersAsked(line.bidType)) {
      if (answered.has(target.lineNo))
        problems.add(
          [...path, 'lineId'],
          `Line ${target.lineNo} is answered twice; give other items as ALTERNATE.`,
        );
      answered.add(target.lineNo);
    }
    return [line];
  });
  if (inputs.length > 0 && !inputs.some((input) => isPriced(bidTypeOf(input))))
    problems.add(['lines'], 'A quote prices at least one line; to price none, decline the invitation.');
  return lines;
}

/** An explicit null is an absent value, with a default as without. */
const bidTypeOf = (input: QuoteLineInput): BidType => input.bidType ?? 'WITHOUT_EXCEPTION';

function readLine(
  problems: Problems,
  path: ErrorPath,
  input: QuoteLineInput,
  target: AskedLine | undefined,
): QuoteLine {
  const quantity = (
    field: 'minimumOrderQuantity' | 'packSize' | 'capacity' | 'priceBaseQuantity',
  ): Fixed | null => {
    const value = input[field];
    return value ? problems.decimal([...path, field], value, { above: '0', to: MAX_QUANTITY }) : null;
  };
  quantity('priceBaseQuantity');
  quantity('packSize');
  const minimum = quantity('minimumOrderQuantity');
  const capacity = quantity('capacity');
  if (minimum !== null && capacity !== null && capacity < minimum)
    problems.add([...path, 'capacity'], 'The capacity lies below the minimum order quantity.');
  if (typeof input.leadTimeDays === 'number')
    problems.whole([...path, 'leadTimeDays'], input.leadTimeDays, 0, MAX_DAYS);
  if (input.hsCode && !/^\d{4,10}$/.test(input.hsCode))
    problems.add([...path, 'hsCode'], 'Give 4 to 10 digits, without points.');
  if (input.offeredItem) problems.text([...path, 'offeredItem'], input.offeredItem, 0, 1_000);
  if (input.comment) problems.text([...path, 'comment'], input.comment, 0, 4_000);
  checkPrices(problems, path, bidTypeOf(input), input);
  return {
    lineNo: target?.lineNo ?? 0,
    bidType: bidTypeOf(input),
    unitPrice: input.unitPrice ?? null,
    priceBaseQuantity: input.priceBaseQuantity ?? '1',
    unit: input.unit ?? target?.unit ?? MUTUALLY_DEFINED,
    tiers: (input.tiers ?? []).map(({ fromQuantity, unitPrice }) => ({ fromQuantity, unitPrice })),
    tierKind: input.tierKind ?? 'ALL_UNITS',
    minimumOrderQuantity: input.minimumOrderQuantity ?? null,
    packSize: input.packSize ?? null,
    capacity: input.capacity ?? null,
    leadTimeDays: input.leadTimeDays ?? null,
    countryOfOrigin: input.countryOfOrigin ?? null,
    hsCode: input.hsCode || null,
    offeredItem: input.offeredItem || null,
    comment: input.comment || null,
  };
}

function checkUnit(
  problems: Problems,
  path: ErrorPath,
  unit: string,
  target: AskedLine | undefined,
  units: UnitTable,
): void {
  if (unit === target?.unit) return;
  const found = units.get(unit);
  const at = [...path, 'unit'];
  if (!found && unit !== MUTUALLY_DEFINED) problems.add(at, `No unit has the code ${unit}.`, 'UNKNOWN_UNIT');
  else if (target && (unit === MUTUALLY_DEFINED || found?.dimension !== dimensionOf(target.unit, units)))
    problems.add(
      at,
      `${unit} does not measure what line ${target.lineNo} asks for in ${target.unit}.`,
      'UNIT_MISMATCH',
    );
}

/** A mutually defined unit has no dimension, whatever the table says of it. */
const dimensionOf = (unit: string, units: UnitTable): string | null =>
  unit === MUTUALLY_DEFINED ? null : (units.get(unit)?.dimension ?? null);
