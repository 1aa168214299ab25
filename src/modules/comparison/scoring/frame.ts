import type { ComparisonInput } from './comparison-input.ts';
import { DutyBook } from './duty.ts';
import { fxTable, type FxTable } from './fx.ts';
import { DUTY_STAGE } from './incoterms.ts';
import { lanes, type Lanes } from './logistics.ts';
import { discounting, type Discounting } from './present-value.ts';
import { unitTable, type UnitTable } from './units.ts';

/** The input indexed once: all that costing a quote needs besides the quote. */
export interface Frame {
  readonly input: ComparisonInput;
  readonly fx: FxTable;
  readonly units: UnitTable;
  readonly lanes: Lanes;
  readonly duties: DutyBook;
  readonly discount: Discounting;
  readonly dutyStage: number;
  /** Position of each asked line by its number. */
  readonly askedIndexes: ReadonlyMap<number, number>;
}

/** Indexes the input. Throws `RangeError` where rates contradict each other. */
export function frameOf(input: ComparisonInput): Frame {
  const fx = fxTable(input);
  const units = unitTable(input.rates.units);
  return {
    input,
    fx,
    units,
    lanes: lanes(input, fx, units),
    duties: new DutyBook(input),
    discount: discounting(input.rfq.policy.costOfCapital),
    dutyStage: DUTY_STAGE[input.rates.dutyBase],
    askedIndexes: new Map(input.rfq.lines.map((line, index) => [line.lineNo, index])),
  };
}
