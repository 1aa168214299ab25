/** A unit's code, name, symbol where it has one, and how much of the dimension's base unit it is. */
export type UnitRow = readonly [code: string, name: string, symbol: string | null, factor: string];

/** Units that convert into each other. Engines rely on the base of `MASS` (kilogram) and `VOLUME` (cubic metre). */
export interface Dimension {
  readonly name: string;
  /** The unit whose factor is 1, in words. */
  readonly base: string;
  readonly units: readonly UnitRow[];
}
