import { COUNT_UNITS } from './counts-and-data.ts';
import type { Dimension } from './dimension.ts';
import { ENERGY_AND_ELECTRICITY_UNITS } from './energy-and-electricity.ts';
import { MASS_AND_LENGTH_UNITS } from './mass-and-length.ts';
import { MECHANICAL_UNITS } from './mechanics.ts';
import { PACKAGE_UNITS } from './packages.ts';
import { UNCONVERTIBLE_UNITS } from './unconvertible.ts';
import { VOLUME_AND_FLOW_UNITS } from './volume-and-flow.ts';

export interface UnitDefinition {
  readonly code: string;
  readonly name: string;
  readonly symbol: string | null;
  readonly dimension: string;
  /** Decimal text. */
  readonly factor: string;
}

/** The dimensions that hold more than one unit. */
export const DIMENSIONS: readonly Dimension[] = [
  ...COUNT_UNITS,
  ...MASS_AND_LENGTH_UNITS,
  ...VOLUME_AND_FLOW_UNITS,
  ...ENERGY_AND_ELECTRICITY_UNITS,
  ...MECHANICAL_UNITS,
];

/** Every unit that the engine knows: a unit that nothing converts into is a dimension of its own. */
export const ALL_UNITS: readonly UnitDefinition[] = [
  ...DIMENSIONS.flatMap(({ name: dimension, units }) =>
    units.map(([code, name, symbol, factor]) => ({ code, name, symbol, dimension, factor })),
  ),
  ...[...UNCONVERTIBLE_UNITS, ...PACKAGE_UNITS].map(([code, name]) => ({
    code,
    name,
    symbol: null,
    dimension: code,
    factor: '1',
  })),
];
