import { ONE, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { AskedLine } from './comparison-input.ts';
import type { UnitDefinition } from './comparison-rates.ts';
import { UNITY, type Ratio } from './ratio.ts';

export type UnitTable = ReadonlyMap<string, UnitDefinition>;

/** Indexes units by their code. */
export function unitTable(units: readonly UnitDefinition[]): UnitTable {
  return new Map(units.map((unit) => [unit.code, unit]));
}

/** "Mutually defined": means what the two sides agreed, so it converts into nothing but itself. */
const MUTUALLY_DEFINED = 'ZZ';

/** What turns a quantity in `from` into one in `to`; null where they do not measure the same dimension. */
export function unitRatio(units: UnitTable, from: string, to: string): Ratio | null {
  if (from === to) return UNITY;
  const source = units.get(from);
  const target = units.get(to);
  if (!source || !target || from === MUTUALLY_DEFINED || to === MUTUALLY_DEFINED) return null;
  if (source.dimension !== target.dimension) return null;
  return { multiplyBy: source.factor, divideBy: target.factor };
}

/** How much of what a rate is charged on one asked unit holds; null where that is not known. */
export function measurePerUnit(
  units: UnitTable,
  asked: AskedLine,
  basis: 'PER_KG' | 'PER_M3' | 'PER_UNIT',
): Fixed | null {
  if (basis === 'PER_UNIT') return ONE;
  const stated = basis === 'PER_KG' ? asked.unitWeightKg : asked.unitVolumeM3;
  if (stated !== null) return stated;
  const unit = units.get(asked.unit);
  return unit?.dimension === (basis === 'PER_KG' ? 'MASS' : 'VOLUME') ? unit.factor : null;
}
